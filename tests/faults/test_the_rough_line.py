"""P4, P7: requests that are cut in the middle, whose answer is lost, that come twice at once or once more too late: every deed
of every role is done once, and whoever asks again is told that it is done.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ballots.protocol.ballot import tracker
from kiosk.rehearsal.people import TurnedAway, Voter
from tests.certificates import own_today
from tests.faults.fate import no_fates
from tests.faults.kernel import ASKS
from tests.faults.persistent import Mortal
from tests.faults.rough_line import TROUBLES, RoughLine
from tests.faults.standing import Standing
from tests.faults.warm import WarmServer
from tests.faults.whole_meeting import WholeMeeting

pytestmark = pytest.mark.skipif(not ASKS, reason="only Linux lets a test ask first")


class OverARoughLine(Mortal):
    """Every deed meets this trouble once. What is late comes when the deed after it is done."""

    def __init__(self, instance: Path, trouble: str) -> None:
        super().__init__(instance, no_fates())
        self.line = RoughLine(self.server.port)
        self.base = f"http://127.0.0.1:{self.line.port}"
        self._trouble = trouble
        self.met = 0

    @property
    def desk(self) -> str:
        return self.server.desk.replace(self.server.base, self.base)

    def deed(
        self,
        send: Callable[[], dict],
        fact: str,
        about: Mapping[str, object],
        settled: tuple[str, ...] = (),
        more: int = 0,
    ) -> dict | None:
        late = self.line.deliver
        waiting, self.line.kept = self.line.kept, []
        self.line.trouble = self._trouble

        def sent() -> dict | None:
            try:
                return send()
            except TurnedAway as turned:  # the answer to the other of two that came at once
                if self._trouble == "doubled" and turned.code in settled:
                    return None
                raise

        answer = super().deed(sent, fact, about, settled, more)
        assert not self.line.trouble, "it went another way"
        self.met += 1
        if waiting and not more:
            held, self.line.kept = self.line.kept, waiting
            before = self.snapshot()
            late()
            assert self.snapshot() == before, f"late, after {fact}"
            self.line.kept = held
        return answer

    def restart(self, most: int) -> None:
        """The kiosk has gone on all the while."""


@pytest.mark.parametrize("trouble", TROUBLES)
def test_p4_a_rough_line_loses_no_deed_and_has_none_done_twice(tmp_path, trouble):
    with OverARoughLine(tmp_path, trouble) as kiosk:
        WholeMeeting(kiosk, own_today()).play(papers=trouble == "answer lost")
        kiosk.line.close()
    assert kiosk.met > 50


def test_p4_a_ballot_that_arrives_after_the_round_was_voided_is_in_no_later_one(tmp_path):
    with Standing(tmp_path, start=WarmServer) as kiosk:
        kiosk.until("open")
        line = RoughLine(kiosk.server.port)
        voter = Voter(f"http://127.0.0.1:{line.port}", kiosk.slips[0])
        raw = voter.fill([[1]])
        line.trouble = "late"
        with pytest.raises(OSError):
            voter.cast(raw)
        for deed, body in (("void", {"reason": "Mất điện"}), ("next-round", None), ("open", None)):
            kiosk.secretary.do(deed, body)
        (answer,) = line.deliver()
        assert answer.startswith(b"HTTP/1.1 4") and kiosk.codes() == []
        kiosk.cast(0, [[0]])
        assert kiosk.codes() == list(kiosk.receipts) != [tracker(raw)]
        line.close()
