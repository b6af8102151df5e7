"""Reading what a request brings, and refusing what it should not."""

import json

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from ballots.errors import Refused

LARGEST_REQUEST = 4 * 1024 * 1024
LARGEST_BALLOT = 1_500_000
"""Bytes; the longest ballot of the largest meeting (ten contests of 200 nominees) has a little less."""
MALFORMED = ("malformed", "Dữ liệu gửi lên không đúng dạng; xin tải lại trang rồi làm lại.")


def json_object() -> dict:
    """The JSON object of the request; Refused `malformed` for anything else."""
    try:
        body = json.loads(raw_bytes(LARGEST_REQUEST))
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise Refused(*MALFORMED)
    return body


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
    if len(body) > most:
        raise RequestEntityTooLarge
    return body
