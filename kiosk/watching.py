"""A network that comes and goes while the kiosk runs: the log says when the laptop had how many addresses in the room.

It is looked at by its own clock and never because somebody asked for a page: a page of the desk is drawn anew at every
ballot, and what is noticed then would say when one came (P10).
"""

import gevent

from kiosk.addresses import number_in_the_room
from kiosk.hall import Hall

PERIOD = 20  # seconds


def watch(hall: Hall, before: int) -> int:
    """How many addresses there are now; told to the log where there were others before."""
    now = number_in_the_room(hall.config)
    if now != before:
        hall.logbook.tell("addresses", "info" if now else "warning", number=now)
    return now


def start_watching(hall: Hall) -> gevent.Greenlet:
    """From now on, until the process ends."""
    return gevent.spawn(_go_on_watching, hall)


def _go_on_watching(hall: Hall) -> None:
    number = number_in_the_room(hall.config)
    while True:
        gevent.sleep(PERIOD)
        number = watch(hall, number)
