"""Wrong guesses of what opens the desk or a teller's seat are slowed; a right one never waits, and nobody is locked out.

Everybody in the room may share one address, so addresses count for nothing here (and none is looked at, P10): wrong guesses
of everybody together come to their answer one after the other, once the first few are spent. What makes guessing hopeless
is the length of what is guessed (docs/threat-model.md has the figures): this keeps a flood of guesses from the room's time.
"""

from time import monotonic

import gevent
from flask import Flask, current_app

from ballots.errors import Refused

SPARE = 20
"""So many wrong guesses are answered at once after a quiet time: a secretary's old link, a teller's code of last year."""
SECONDS = 1.0
"""Between the answers to two wrong guesses, once the spare ones are used up."""
WAITING = 20
"""So many wait for their answer at most; whoever comes beyond is told so at once."""


class Guesses:
    """The turns of wrong guesses. It is one number, however many there are: when the next one would be due."""

    def __init__(self) -> None:
        self._due = 0.0

    def take(self) -> None:
        """Returns when it is this wrong guess's turn; the room is served meanwhile. Refused `guesses-too-many`."""
        now = monotonic()
        due = max(self._due, now - SPARE * SECONDS) + SECONDS
        if due - now > WAITING * SECONDS:
            raise Refused(
                "guesses-too-many",
                "Đang có quá nhiều mã sai gửi đến. Mã đúng vẫn được nhận ngay: xin quét lại mã, hoặc mở lại địa chỉ đã in ra.",
            )
        self._due = due
        if due > now:
            gevent.sleep(due - now)


def install(app: Flask) -> None:
    app.extensions["guesses"] = {"desk": Guesses(), "invitations": Guesses()}


def at_the_desk() -> Guesses:
    """Of the launch key and of the desk's cookie."""
    return current_app.extensions["guesses"]["desk"]


def of_invitations() -> Guesses:
    """Of the tellers' invitations: a flood of those does not slow the desk."""
    return current_app.extensions["guesses"]["invitations"]
