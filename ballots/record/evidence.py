"""What a record holds, read as far as it can be read: the ground on which `checking` stands.

Whatever cannot be read is None, and the reason is among the failures. Nothing here is compared with anything else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ballots.findings import Failure, Findings
from ballots.meeting import Meeting
from ballots.protocol.audit import Audit, Each, audit
from ballots.protocol.election import Election
from ballots.protocol.encoding import BASE58
from ballots.protocol.trustee import Trustees
from ballots.record.packing import MANIFEST, PUBLIC_KEY, SIGNATURE, Files, open_record
from ballots.record.restoring import restore
from ballots.record.results import RESULTS
from ballots.record.shape import AUDITED, MEETING, Document, read_document
from ballots.record.signature import fingerprint

BOX = re.compile(rf"[{BASE58}]{{14,}}\.bel")


@dataclass(frozen=True)
class Opened:
    """One round and the audit of its box, as far as either is there; `stated` is what `document` says of it. `bel`, `audited`:
    the contents of its box and of the file of its audited ballots, empty where there is none."""

    number: int
    box: str
    audit: Audit | None = None
    stated: Document | None = None
    document: Document | None = None
    bel: bytes = b""
    audited: bytes = b""

    @property
    def uuid(self) -> str:
        return self.box.removesuffix(".bel")

    @property
    def election(self) -> Election | None:
        return self.audit.election if self.audit else None

    @property
    def trustees(self) -> Trustees | None:
        return self.audit.trustees if self.audit else None

    @property
    def result(self) -> list[list[int]] | None:
        return self.audit.result if self.audit else None


@dataclass
class Evidence(Findings):
    """`boxes`: what the audit of each .bel found, by the file's name; `kiosk`: the fingerprint of the key inside; `meeting`:
    the one that `document` tells of."""

    files: Files | None = None
    manifest: bytes | None = None
    signature: bytes | None = None
    results: bytes | None = None
    kiosk: str | None = None
    document: Document | None = None
    meeting: Meeting | None = None
    boxes: dict[str, Audit] = field(default_factory=dict)

    @property
    def opened(self) -> list[Opened]:
        """The rounds with a box, as meeting.json tells them; without it, the boxes that are there."""
        if self.document is None:
            return [Opened(number, box, found) for number, (box, found) in enumerate(self.boxes.items(), 1)]
        return [self._opened(stated) for stated in self.document["rounds"] if stated["election"]]

    def _opened(self, stated: Document) -> Opened:
        uuid, files = stated["election"]["uuid"], self.files or {}
        box = f"{uuid}.bel"
        bel, audited = files.get(box, b""), files.get(f"{uuid}{AUDITED}", b"")
        return Opened(stated["number"], box, self.boxes.get(box), stated, self.document, bel, audited)


def read_record(raw: bytes, each: Each = map) -> Evidence:
    """Everything a record says; `each` as in `audit`."""
    found = Evidence()
    found.files = found.attempt(open_record, raw)
    if found.files is None:
        return found
    found.manifest, found.signature, found.results = map(found.files.get, (MANIFEST, SIGNATURE, RESULTS))
    if PUBLIC_KEY in found.files:
        found.kiosk = found.attempt(fingerprint, found.files[PUBLIC_KEY])
    if MEETING in found.files:
        found.document = found.attempt(read_document, found.files[MEETING])
    if found.document is not None:
        found.meeting = found.attempt(restore, found.document)
    _read_boxes(found, {name: content for name, content in found.files.items() if BOX.fullmatch(name)}, each)
    return found


def read_archive(raw: bytes, each: Each = map) -> Evidence:
    """Everything a bare .bel says."""
    found = Evidence()
    _read_boxes(found, {"": raw}, each)
    return found


def _read_boxes(found: Evidence, bels: dict[str, bytes], each: Each) -> None:
    """The audits tell all that is wrong with the boxes."""
    found.boxes = {name: audit(bel, each=each) for name, bel in bels.items()}
    for name, checked in found.boxes.items():
        found.failed += _told(checked.failed, name if len(bels) > 1 else "")


def _told(failed: tuple[Failure, ...], box: str) -> Iterator[Failure]:
    """Where there are several boxes, each failure says in which."""
    for failure in failed:
        yield Failure(failure.code, f"{box}: {failure.message}" if box else failure.message)
