"""What a record holds, read as far as it can be read: the ground on which `checking` stands.

Whatever cannot be read is None, and the reason is among the failures. Nothing here is compared with anything else.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

from ballots.errors import Broken
from ballots.protocol.audit import Audit, Each, Failure, audit
from ballots.protocol.board import Board
from ballots.protocol.election import Election
from ballots.protocol.trustee import Trustees, read_trustees
from ballots.record.document import MEETING, Document, read_document
from ballots.record.packing import MANIFEST, PUBLIC_KEY, SIGNATURE, Files, open_record
from ballots.record.results import RESULTS
from ballots.record.signature import fingerprint

P = ParamSpec("P")
T = TypeVar("T")
BOX = re.compile(r"([1-9A-HJ-NP-Za-km-z]{14,})\.bel")


@dataclass
class Evidence:
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
    failed: list[Failure] = field(default_factory=list)

    def attempt(self, read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        try:
            return read(*args, **kwargs)
        except Broken as broken:
            self.failed.append(Failure(broken.code, str(broken)))
            return None


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
    found.election, found.result = found.audit.election, found.audit.result
    try:
        found.trustees = read_trustees(Board.read(None, bel).setup.trustees)
    except Broken:
        pass  # the audit has said so
