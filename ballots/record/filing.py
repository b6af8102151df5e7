"""Making the record of a counted meeting."""

from collections.abc import Callable, Iterable, Mapping

from ballots.meeting import Fact, Meeting
from ballots.record.audited import audited_files
from ballots.record.document import Boards, make_document
from ballots.record.packing import pack
from ballots.record.readme import README, make_readme
from ballots.record.results import RESULTS, make_results
from ballots.record.shape import MEETING, read_document
from ballots.record.signature import fingerprint


def make_record(
    meeting: Meeting,
    facts: Iterable[Fact],
    boards: Boards,
    public_pem: bytes,
    sign: Callable[[bytes], bytes],
    software: str,
    more: Mapping[str, bytes],
) -> bytes:
    """record.zip of a meeting that is counted: every round's box, and what the kiosk made besides (`contents`).

    `boards`: that of each secret round, by its uuid. `more`: results.xlsx, kiem-tra.html, and once adopted
    the papers and the certificate.
    `sign` gives the Ed25519 signature by the key of `public_pem`; `software` is name and version of this program.
    The same meeting gives the same bytes. ValueError before the count is complete.
    """
    if not meeting.finished or meeting.round not in meeting.finished or not meeting.round.complete:
        raise ValueError("a record is made after the count")
    facts = tuple(facts)
    raw = make_document(meeting, facts, boards, fingerprint(public_pem), software)
    return pack_document(raw, boards, public_pem, sign, {**more, **audited_files(facts)})


def pack_document(
    raw: bytes, boards: Boards, public_pem: bytes, sign: Callable[[bytes], bytes], more: Mapping[str, bytes]
) -> bytes:
    """The record of a meeting.json that was made before, as at the adoption, when the papers were made of it. Files of
    audited ballots (`audited_files`) are among `more`."""
    document = read_document(raw)
    secret = [one["election"]["uuid"] for one in document["rounds"] if one["election"]]
    return pack(
        {
            **more,
            **{f"{uuid}.bel": boards[uuid].archive() for uuid in secret},
            MEETING: raw,
            RESULTS: make_results(document),
            README: make_readme(document),
        },
        public_pem,
        sign,
    )
