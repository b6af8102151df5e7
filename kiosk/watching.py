"""A network that comes and goes while the kiosk runs, and a copy that does not follow: both are in the log.

They are looked at by a clock of their own, and never because somebody asked for a page (P10). A stick that is full fails when
there is something to be copied, which may be a ballot: so of the copy there is no time.
"""

from typing import NamedTuple

import gevent

from kiosk.addresses import number_in_the_room
from kiosk.hall import Hall

PERIOD = 20  # seconds


class Seen(NamedTuple):
    """`addresses`: how many the laptop has in the room; `copy`: the code of why no copy follows, "" where none has to."""

    addresses: int
    copy: str


def look(hall: Hall) -> Seen:
    trouble = hall.copying.trouble if hall.copying else None
    return Seen(number_in_the_room(hall.config), trouble.code if trouble else "")


def watch(hall: Hall, before: Seen) -> Seen:
    """What is there now; told to the log where it is not as before."""
    now = look(hall)
    if now.addresses != before.addresses:
        hall.logbook.tell("addresses", "info" if now.addresses else "warning", number=now.addresses)
    if now.copy not in ("", before.copy):
        hall.logbook.hold("copy-stopped", why=now.copy)
    return now


def start_watching(hall: Hall) -> gevent.Greenlet:
    """From now on, until the process ends."""
    return gevent.spawn(_go_on_watching, hall)


def _go_on_watching(hall: Hall) -> None:
    seen = Seen(number_in_the_room(hall.config), "")
    while True:
        gevent.sleep(PERIOD)
        seen = watch(hall, seen)
