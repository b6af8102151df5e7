"""Reading what a request brings, and refusing what it should not."""

import json

from flask import request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from ballots.errors import Refused
from kiosk.fairness import let_others_go

LARGEST_FORM = 2_000_000
"""Bytes that the desk says at once: a roster of 500 units with all its texts has half of it."""
LARGEST_SHARE = 1_000_000
"""A teller's share in the total of the largest meeting has half of it; all else that a phone of a teller says is short."""
DEEPEST = 20
LARGEST_BALLOT = 1_500_000
"""Bytes; the longest ballot of the largest meeting (ten contests of 200 nominees) has a little less."""
_FORM_AROUND = 10_000
MALFORMED = ("malformed", "Dữ liệu gửi lên không đúng dạng; xin tải lại trang rồi làm lại.")


def json_object(most: int = LARGEST_FORM) -> dict:
    """The JSON object of the request; Refused `malformed` for anything else, also for one of more than DEEPEST levels."""
    try:
        body = json.loads(raw_bytes(most))
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict) or _is_deeper(body, DEEPEST):
        raise Refused(*MALFORMED)
    return body


def _is_deeper(value: object, levels: int) -> bool:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(_is_deeper(part, levels - 1) for part in inside) if levels else isinstance(value, (dict, list))


def file_of(name: str, most: int) -> FileStorage | None:
    """The file of a form; None where there is none of this name. More than `most` bytes, with the form around them, end in
    `too-large`; a file of less than half a megabyte stays in memory."""
    request.max_content_length = most + _FORM_AROUND
    return request.files.get(name)


def rows_of(body: dict, name: str) -> list[dict]:
    """The list of objects under `name`; Refused `malformed` for anything else."""
    rows = body.get(name)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Refused(*MALFORMED)
    return rows


def raw_bytes(most: int) -> bytes:
    """The request's bytes as they are; more than `most` of them end in `too-large`.

    A body that does not say how long it is (chunked) is cut off at the limit without a word, so the limit is one more.
    """
    request.max_content_length = most + 1
    body = request.get_data(cache=False)
    let_others_go()
    if len(body) > most:
        raise RequestEntityTooLarge
    return body
