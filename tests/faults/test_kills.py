"""P4, P7: the kiosk is killed (kill -9) in every deed of every role: before, inside and after its writing, and between deeds.
Who had no answer sends the same again: nothing acknowledged is lost, nothing is done twice, and the record verifies.

`tests/faults/campaign.py` does the same at random, as long as one likes.
"""

import pytest

from tests.certificates import own_today
from tests.faults.fate import every_deed
from tests.faults.kernel import ASKS
from tests.faults.persistent import DESK, Hand, Holder, Mortal
from tests.faults.whole_meeting import WholeMeeting

pytestmark = pytest.mark.skipif(not ASKS, reason="only Linux lets a test ask first")


@pytest.mark.parametrize("moment", ["before", "inside", "after", "idle"])
def test_p7_killed_in_every_deed_of_a_meeting_nothing_is_lost_and_nothing_done_twice(tmp_path, moment):
    with Mortal(tmp_path, every_deed(moment, seed=7)) as kiosk:
        WholeMeeting(kiosk, own_today()).play()
    done = {name for name, _ in kiosk.ledger.expected}
    assert sum(kiosk.killed.values()) >= len(done) and kiosk.killed[moment]
    assert done >= {fact for fact, _ in DESK.values()} | set(Hand.FACTS.values()) | set(Holder.PARTS.values())
