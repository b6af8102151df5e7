"""The public count: the totals one by one, as they are decrypted, at a pace that the room can follow.

The count survives a crash at any point: what has been counted is a fact, and the rest is counted at the next start. It
survives a full disk too: it waits until it can be written. The desk may end the waiting; then the same facts come as fast as
they are decrypted. After a restart the pace is what it was.
"""

import logging
from collections.abc import Callable
from functools import partial

import gevent

from ballots.stage import Stage
from kiosk.hall import Hall
from kiosk.offload import offload
from kiosk.store import StoreFailed

RETRY = 1.0
BETWEEN_CONTESTS = 6  # paces for which a finished contest stands on the projector before the next begins

log = logging.getLogger("hom-phieu")


def count(hall: Hall) -> None:
    """Count what remains, then declare the result: ends with the meeting counted, and does nothing where it is. Refused
    (`not-yet`) where the count has not begun."""
    shown = 0
    for contest, choice in hall.meeting.remaining():
        votes = offload(hall.box.total, contest, choice)
        hall.hurried.wait(hall.config.pace * (1 if contest == shown else BETWEEN_CONTESTS))
        shown = contest
        about = {"contest": contest, "choice": choice}
        fact = partial(hall.record, "nominee_counted", {**about, "votes": votes}, timed=False, about=about)
        _insist(hall, "count_nominee", fact)
    counts = [list(column) for column in hall.meeting.counts]
    _insist(hall, "complete_count", lambda: hall.record("count_completed", box=hall.box.declare(counts)))


def _insist(hall: Hall, deed: str, write: Callable[[], None]) -> None:
    """Nobody presses a button here, so nobody would try again: where the disk does not take the fact, wait for it. What is
    written is made anew each time, because a late share may have come into the box meanwhile."""
    waits = False
    while hall.require(deed):
        try:
            return write()
        except StoreFailed as failed:
            log.error("the store does not take the count; trying again every %s s", RETRY)
            if not waits:
                hall.logbook.tell(failed.code, "error", at="count")
            waits = True
            gevent.sleep(RETRY)


def start_counting(hall: Hall) -> None:
    """Count in the background; a second start while one runs changes nothing."""
    if hall.meeting.stage is Stage.COUNTING and (hall.counting is None or hall.counting.dead):
        hall.hurried.clear()
        hall.counting = gevent.spawn(count, hall)


def hurry(hall: Hall) -> None:
    """What remains of the count is announced without a pause. Idempotent, also where the count ends meanwhile. Refused
    `not-counting-yet`."""
    if hall.require("hurry_count"):
        hall.hurried.set()
