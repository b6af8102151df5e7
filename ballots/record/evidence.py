"""What a record holds, read as far as it can be read: the ground on which `checking` stands.

Whatever cannot be read is None, and the reason is among the failures. Nothing here is compared with anything else.
"""

import re
from dataclasses import dataclass

from ballots.findings import Findings
from ballots.protocol.audit import Audit, Each, audit
from ballots.protocol.election import Election
from ballots.protocol.encoding import BASE58
from ballots.protocol.trustee import Trustees
from ballots.record.document import MEETING, Document, read_document
from ballots.record.packing import MANIFEST, PUBLIC_KEY, SIGNATURE, Files, open_record
from ballots.record.results import RESULTS
from ballots.record.signature import fingerprint

BOX = re.compile(rf"[{BASE58}]{{14,}}\.bel")


@dataclass
class Evidence(Findings):
    """`box` is the name of the .bel file; `kiosk` the fingerprint of the key inside."""

    files: Files | None = None
    manifest: bytes | None = None
    signature: bytes | None = None
    results: bytes | None = None
    kiosk: str | None = None
    document: Document | None = None
    box: str | None = None
    audit: Audit | None = None
    election: Election | None = None
    trustees: Trustees | None = None
    result: list[list[int]] | None = None


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
    boxes = [name for name in found.files if BOX.fullmatch(name)]
    if len(boxes) == 1:
        found.box = boxes[0]
        _read_box(found, found.files[found.box], each)
    return found


def read_archive(raw: bytes, each: Each = map) -> Evidence:
    """Everything a bare .bel says."""
    found = Evidence()
    _read_box(found, raw, each)
    return found


def _read_box(found: Evidence, bel: bytes, each: Each) -> None:
    """The audit tells all that is wrong with the box; what it could read is taken from it."""
    found.audit = audit(bel, each=each)
    found.failed += found.audit.failed
    found.election, found.trustees, found.result = found.audit.election, found.audit.trustees, found.audit.result
