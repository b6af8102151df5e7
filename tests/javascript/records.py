"""Records as tests/javascript/meetings.mjs takes them, and the same questions asked of Python: what is wrong in a meeting.json
whose boxes are sound."""

import base64
import json
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from ballots.protocol.audit import Audit, audit
from ballots.record import audited
from ballots.record.checking import BOX_CHECKS, MEETING_CHECKS, Check
from ballots.record.evidence import BOX, Evidence
from ballots.record.packing import open_record, write_json
from ballots.record.restoring import restore
from ballots.record.results import RESULTS
from ballots.record.shape import MEETING, Maybe, read_document
from kiosk.config import ROOT
from tests.javascript.node import run

OF_A_BOX = tuple(check for check in BOX_CHECKS[1:] if check.run.__module__ != audited.__name__)
OF_THE_MEETING = MEETING_CHECKS[1:]
"""The first of each was told when the file was read; the ballots that were opened are not in meeting.json."""

_WORDS = (ROOT / "templates/board/verdict.html").read_text(encoding="utf-8")
TITLES: dict[str, str] = dict(re.findall(r'data-word="check\.([\w-]+)">\{\{ _\("([^"]+)"\) \}\}', _WORDS))
"""What the page says of each check, by its name."""
LEFT = set(re.findall(r'data-word="left\.(?!why)([\w-]+)">', _WORDS))

Path = tuple[str | int, ...]
Change = tuple[Path, object]


class Held:
    """A record and the audits of its boxes, made once."""

    def __init__(self, record: bytes) -> None:
        files = open_record(record)
        self.raw, self.results = files[MEETING], files[RESULTS]
        self.boxes = {name: audit(content) for name, content in files.items() if BOX.fullmatch(name)}

    @cached_property
    def given(self) -> dict[str, object]:
        boxes = {name: _audit(found) for name, found in self.boxes.items()}
        return {"document": text_of(self.raw), "results": text_of(self.results), "boxes": boxes}

    def changed(self, *changes: Change) -> bytes:
        """meeting.json with other values at these places."""
        document = json.loads(self.raw)
        for path, value in changes:
            place = document
            for step in path[:-1]:
                place = place[step]
            place[path[-1]] = value
        return write_json(document)

    def codes(self, raw: bytes) -> list[str]:
        """Everything that Python finds wrong in this meeting.json, the record being otherwise as it is."""
        found = Evidence(results=self.results, boxes=self.boxes)
        found.document = found.attempt(read_document, raw)
        found.meeting = found.attempt(restore, found.document) if found.document is not None else None
        told = [failure.code for failure in found.failed]
        for check in OF_A_BOX:
            for one in found.opened if found.document is not None else ():
                told += _told(check, one)
        for check in OF_THE_MEETING:
            told += _told(check, found)
        return told


def _told(check: Check, found: Any) -> list[str]:
    possible = all(getattr(found, need) is not None for need in check.needs)
    return [failure.code for failure in check.run(found)] if possible else []


def text_of(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _audit(found: Audit) -> dict[str, object]:
    """What protocol/audit.js finds, from what Python found; a sound box is the same to both."""
    assert found.ok and found.election and found.trustees
    election, trustees = found.election, found.trustees
    questions = [
        {"title": q.title, "answers": q.answers, "minimum": q.minimum, "maximum": q.maximum, "blank": q.blank}
        for q in election.questions
    ]
    named = {name: getattr(election, name) for name in ("uuid", "fingerprint", "name", "description")}
    locks = {
        "verificationKeys": trustees.verification_keys,
        "items": [{"threshold": item.threshold} for item in trustees.items],
        "raw": text_of(trustees.raw),
    }
    numbers = {name: getattr(found, name) for name in ("ballots", "credentials", "head", "openers", "result")}
    return {**numbers, "election": {**named, "questions": questions}, "trustees": locks}


def in_browser(records: Sequence[Held], cases: Sequence[dict[str, object]]) -> list[list[str]]:
    """What the browser's half finds wrong in each: {"record": index, "raw": bytes in base64} or with "path" and "value"."""
    return run("meetings", {"records": [held.given for held in records], "cases": cases})


def leaves(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Every place in a document that holds no further ones, with what it holds; an empty list holds nothing."""
    if isinstance(value, (dict, list)) and value:
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from leaves(value[key], (*path, key))
    else:
        yield path, value


_KINDS = {str: "string", int: "integer", bool: "boolean"}


def shape_in_browser(shape: Any) -> object:
    """A shape as static/js/record/shape.js writes it, its fields in order."""
    if isinstance(shape, Maybe):
        return {"maybe": shape_in_browser(shape.shape)}
    if isinstance(shape, dict):
        return {name: shape_in_browser(part) for name, part in shape.items()}
    return [shape_in_browser(shape[0])] if isinstance(shape, list) else _KINDS[shape]
