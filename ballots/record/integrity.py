"""Checks of the package itself: which files there are, their sums, and the signature."""

from collections.abc import Iterator

from ballots.errors import Broken
from ballots.findings import Failure
from ballots.record.contents import CERTIFICATE, PAPERS, SHEET, VERIFIER
from ballots.record.evidence import Evidence
from ballots.record.packing import MANIFEST, PUBLIC_KEY, SIGNATURE, is_name, list_sums, manifest_of, read_json
from ballots.record.readme import README
from ballots.record.results import RESULTS
from ballots.record.shape import AUDITED, MEETING
from ballots.record.signature import check_signature

_ALWAYS = (MANIFEST, SIGNATURE, PUBLIC_KEY, MEETING, RESULTS, SHEET, README, VERIFIER)


def names(found: Evidence) -> Iterator[Failure]:
    """record-file-missing, record-file-extra: the record has a box for each secret round, and a file of its audited ballots
    where there were some, the papers and the certificate that signed them once the meeting has adopted the result, the
    other files always, and nothing else."""
    expected = _expected(found)
    for name in sorted(expected - set(found.files)):
        yield Failure("record-file-missing", f"Gói hồ sơ thiếu tệp {name}.")
    for name in sorted(set(found.files) - expected - _possible(found)):
        yield Failure("record-file-extra", f"Gói hồ sơ có tệp lạ {name}.")


def _expected(found: Evidence) -> set[str]:
    adopted = found.document is not None and found.document["adoption"] is not None
    boxes = {one.box for one in found.opened}
    opened = {f"{one.uuid}{AUDITED}" for one in found.opened if one.stated and one.stated["audited"]}
    return {*_ALWAYS, *boxes, *opened, *((CERTIFICATE, *PAPERS.values()) if adopted else ())}


def _possible(found: Evidence) -> set[str]:
    """Without meeting.json nobody can say whether there should be papers, or audited ballots."""
    opened = {f"{one.uuid}{AUDITED}" for one in found.opened}
    return set() if found.document else {CERTIFICATE, *PAPERS.values(), *opened}


def sums(found: Evidence) -> Iterator[Failure]:
    """manifest-malformed, manifest-sum (one for each file that differs, is not listed or is listed and not there)."""
    listed = {name: content for name, content in found.files.items() if name not in (MANIFEST, SIGNATURE)}
    if manifest_of(listed) == found.manifest:
        return
    try:
        theirs = _sums(found.manifest)
    except Broken as broken:
        yield Failure.of(broken)
        return
    ours = _sums(manifest_of(listed))
    for name in sorted(ours | theirs):
        if ours.get(name) != theirs.get(name):
            yield Failure("manifest-sum", f"Tệp {name} không khớp bảng kê {MANIFEST}: đã bị thay đổi, thêm hoặc bớt.")


def _sums(raw: bytes) -> dict[str, str]:
    """Only the list of sums may differ from what we would write."""
    malformed = Broken("manifest-malformed", "Tệp %(name)s trong hồ sơ không đúng định dạng.", name=MANIFEST)
    manifest = read_json(raw, malformed.code, MANIFEST)
    sums = manifest.get("files") if isinstance(manifest, dict) else None
    if not isinstance(sums, dict) or not all(isinstance(digest, str) for digest in sums.values()):
        raise malformed
    if not all(map(is_name, sums)) or list_sums(sums) != raw:
        raise malformed
    return sums


def signature(found: Evidence) -> Iterator[Failure]:
    """signature-invalid; the manifest is signed as it stands, whatever it says."""
    try:
        check_signature(found.files[PUBLIC_KEY], found.manifest, found.signature)
    except Broken as broken:
        yield Failure.of(broken)


def kiosk(found: Evidence) -> Iterator[Failure]:
    """meeting-kiosk: the record was signed by the kiosk that wrote it."""
    written = found.document["kiosk"]["fingerprint"]
    if written != found.kiosk:
        yield Failure(
            "meeting-kiosk",
            f"Hồ sơ ghi máy kiểm phiếu có mã nhận dạng {written}, nhưng chữ ký là của máy {found.kiosk}.",
        )
