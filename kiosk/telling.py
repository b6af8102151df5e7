"""Telling the room: facts that come faster than they can be told go out together.

One message to a thousand pages takes a good part of a tenth of a second. So a fact is told at once where nothing was told just
before; and what comes while a message goes out, or in the pause after it, is one message. The pause follows the work: a few
pages wait for nothing, and many never take more than a tenth of a processor from the voters.
"""

import time
from collections.abc import Callable, Iterator

import gevent

PAUSES = 9
"""The pause after a message, in times of what it took until the network had it."""
LONGEST_PAUSE = 1.0  # seconds


class Telling:
    """`emit` hands one message to every page, of the shape of `together`."""

    def __init__(self, emit: Callable[[dict], object]) -> None:
        self._emit = emit
        self._waiting: list[dict] = []
        self._at_work = False

    def publish(self, fact: dict) -> None:
        """Tell of a fact soon; see `kiosk.hall.Hall.record` for its shape. Returns at once."""
        self._waiting.append(fact)
        if not self._at_work:
            self._at_work = True
            gevent.spawn(self._tell)

    def _tell(self) -> None:
        try:
            while self._waiting:
                facts, self._waiting = self._waiting, []
                begun = time.perf_counter()
                for run in consecutive(facts):
                    self._emit(together(run))
                gevent.sleep(0)  # the pages' own greenlets write meanwhile
                gevent.sleep(min((time.perf_counter() - begun) * PAUSES, LONGEST_PAUSE))
        finally:
            self._at_work = False


def consecutive(facts: list[dict]) -> Iterator[list[dict]]:
    """Runs of facts that follow each other: the next meeting begins to count anew."""
    run: list[dict] = []
    for fact in facts:
        if run and fact["seq"] != run[-1]["seq"] + 1:
            yield run
            run = []
        run.append(fact)
    if run:
        yield run


def together(facts: list[dict]) -> dict[str, object]:
    """One message of consecutive facts. Whoever knows the state of any number from `since` on knows that of `seq` by
    putting `changed` over it; `facts` are their names, in order, and what they are about."""
    changed = {key: value for fact in facts for key, value in fact["changed"].items()}
    told = [{"fact": fact["fact"], "about": fact["about"]} for fact in facts]
    return {"seq": facts[-1]["seq"], "since": facts[0]["seq"] - 1, "facts": told, "changed": changed}
