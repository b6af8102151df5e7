"""A meeting that is asked anything at all, over and over, and stands as it stood before each question."""

import io
import json
from pathlib import Path

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ballots.stage import Stage
from tests.halls import room


class Standing:
    """`desk` and `phone` are browsers; whatever they do is undone by `rewind`, in memory and in the store."""

    def __init__(self, folder: Path, stage: str) -> None:
        self.room = room(folder, stage, votes=[[[0]]] if stage not in ("preparing", "sealed") else [])
        self.hall = self.room.hall
        self.desk, self.phone = self.room.desk(), self.room.client()
        self._kept = self.hall._number, tuple(self.hall.facts), self.hall.meeting, self.hall.box
        self._rows = self._stored()

    def _stored(self) -> tuple[object, int, int]:
        store = self.hall.store
        return store.mark, store._db["fact"].count, store._db["entry"].count

    @property
    def is_untouched(self) -> bool:
        hall = self.hall
        return (hall._number, tuple(hall.facts), hall.meeting, hall.box) == self._kept and self._stored() == self._rows

    def rewind(self) -> None:
        hall, (number, facts, meeting, box) = self.hall, self._kept
        if hall.counting:
            hall.counting.kill()
            hall.counting = None
        if self.is_untouched:
            return
        store, entries = hall.store, len(box.board.entries) if box else 0
        for table in ("fact", "seal"):
            store._db.execute(f"DELETE FROM {table} WHERE meeting > ? OR seq > ?", [number, len(facts)])
        store._db.execute("DELETE FROM entry WHERE election != ? OR position >= ?", [meeting.uuid or "", entries])
        store.mark = self._rows[0]
        store._head.move(store.mark)
        hall._number, hall.facts, hall.meeting, hall.box = number, list(facts), meeting, box

    def ask(self, browser: FlaskClient, path: str, **request: object) -> TestResponse:
        """The answer, which is one of ours whatever was asked; a refusal has changed nothing."""
        try:
            answer = browser.open(path, **request)
            check(answer.status_code, answer.mimetype, answer.get_data(), request.get("method", "GET"))
            code = error_of(answer.mimetype, answer.get_data()) if answer.status_code >= 400 else ""
            assert answer.status_code < 400 or self.is_untouched or code in NAMED
            return answer
        finally:
            self.rewind()


NAMED = ("share-invalid", "share-malformed", "element-invalid", "scalar-invalid")
"""A teller's share that does not hold is refused, and the room is told whose it was: that is a deed of its own."""


def error_of(kind: str, body: bytes) -> str:
    """The code of a refusal; "" on a page, which is for people."""
    return json.loads(body)["error"]["code"] if kind == "application/json" and body else ""


def check(status: int, kind: str, body: bytes, method: str) -> None:
    """Never 5xx; whatever is refused is told in the one shape, or on the one page."""
    assert status < 500, body[:300]
    if status < 400 or method == "HEAD":
        return
    if kind == "text/html":
        assert body.lstrip().lower().startswith(b"<!doctype html>")
    else:
        error = json.loads(body)["error"]
        assert kind == "application/json" and error["code"] and error["message"]


STAGES = tuple(stage.value for stage in Stage)[:-1]


def form(name: str, content: bytes, fields: dict[str, str]) -> dict[str, object]:
    """A form with a file, as a browser sends it."""
    return {**fields, "file": (io.BytesIO(content), name)}
