"""What a ballot costs the kiosk that is not to be taken: nothing, before its slip is known, unused, and has signed it."""

import threading
from collections import Counter

import gevent
import pytest

from ballots.errors import Trouble
from ballots.protocol import group
from ballots.protocol.ballot import tracker
from kiosk import auditing, casting
from tests.builders import altered, signed_anew
from tests.halls import Room, room


class Counting:
    """The library of the group, with every operation counted."""

    def __init__(self, library: object) -> None:
        self._library, self.done = library, Counter()

    def __getattr__(self, name: str):
        self.done[name] += 1
        return getattr(self._library, name)


def unproven(made: Room, slip: int) -> bytes:
    """Signed by its slip, and with a proof that does not hold."""
    spoiled = altered(made.sealed_ballot(slip, [[0]]), ("answers", 0, "overall_proof", 0, "response"), "1")
    return signed_anew(made.hall.box.election, made.slips[slip], spoiled)


def opened(made: Room) -> bytes:
    raw = made.sealed_ballot(2, [[0]])
    auditing.audit(made.hall, raw)
    return raw


SIGNATURE = 5
"""Group operations: is the credential a point, two powers and a product of them; one to spare."""
TURNED_AWAY = {
    "used": (lambda made: made.sealed_ballot(0, [[1]]), "slip-already-used", 0),
    "unknown": (lambda made: altered(made.sealed_ballot(1, [[0]]), ("credential",), "5" * 64), "credential-unknown", 0),
    "of another election": (
        lambda made: altered(made.sealed_ballot(1, [[0]]), ("election_hash",), "A" * 43),
        "ballot-other-election",
        0,
    ),
    "audited": (opened, "ballot-audited", 0),
    "no ballot": (lambda made: b"[" * 100_000, "ballot-malformed", 0),
    "too long": (
        lambda made: altered(made.sealed_ballot(1, [[0]]), ("answers",), [[[]] * 100_000]),
        "ballot-shape",
        0,
    ),
    "not signed by its slip": (
        lambda made: altered(made.sealed_ballot(1, [[0]]), ("signature", "proof", "response"), "1"),
        "ballot-signature",
        SIGNATURE,
    ),
}


@pytest.mark.parametrize("kind", TURNED_AWAY)
def test_no_proof_is_verified_for_a_ballot_that_no_slip_has_signed(tmp_path, monkeypatch, kind):
    make, code, most = TURNED_AWAY[kind]
    made = room(tmp_path, "open", votes=[[[0]]])
    raw = make(made)
    before, counting = made.hall.meeting, Counting(group.sodium)
    monkeypatch.setattr(group, "sodium", counting)
    answer = made.client().post("/booth/ballot", data=raw)
    assert answer.json["error"]["code"] == code
    assert counting.done.total() <= most
    assert made.hall.meeting == before


@pytest.mark.parametrize("kind", ["used", "unknown", "no ballot", "too long", "not signed by its slip"])
def test_what_is_sent_to_be_audited_is_turned_away_as_cheaply(tmp_path, monkeypatch, kind):
    make, code, most = TURNED_AWAY[kind]
    made = room(tmp_path, "open", votes=[[[0]]])
    raw, counting = make(made), Counting(group.sodium)
    monkeypatch.setattr(group, "sodium", counting)
    with pytest.raises(Trouble) as refusal:
        auditing.audit(made.hall, raw)
    assert refusal.value.code == code and counting.done.total() <= most


def test_what_its_slip_has_signed_is_refused_for_its_proof(tmp_path):
    made = room(tmp_path, "open")
    answer = made.client().post("/booth/ballot", data=unproven(made, 0))
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "overall-proof")


def test_one_ballot_of_a_slip_is_verified_at_a_time_and_others_need_not_wait(tmp_path, monkeypatch):
    made = room(tmp_path, "open")
    begun, go_on, verify = [], threading.Event(), casting.offload

    def slowly(work, *given):
        begun.append(given[-1])
        return verify(lambda: go_on.wait(10) and work(*given))

    monkeypatch.setattr(casting, "offload", slowly)
    own = [unproven(made, 0) for _ in range(3)]
    busy = [gevent.spawn(refusal_of, made, raw) for raw in own]
    gevent.sleep(0.05)
    honest = made.sealed_ballot(1, [[0]])
    voter = gevent.spawn(casting.cast, made.hall, honest)
    gevent.sleep(0.05)
    assert begun == [own[0], honest]
    go_on.set()
    assert voter.get(timeout=10)["tracker"] == tracker(honest)
    assert [one.get(timeout=10) for one in busy] == ["overall-proof"] * 3
    assert made.hall.meeting.returned == 1


def refusal_of(made: Room, raw: bytes) -> str:
    with pytest.raises(Trouble) as refusal:
        casting.cast(made.hall, raw)
    return refusal.value.code


def test_the_same_ballot_sent_many_times_at_once_is_verified_once(tmp_path, monkeypatch):
    made, begun, verify = room(tmp_path, "open"), [], casting.offload
    monkeypatch.setattr(casting, "offload", lambda work, *given: begun.append(given[-1]) or verify(work, *given))
    raw = made.sealed_ballot(0, [[0]])
    receipts = [gevent.spawn(casting.cast, made.hall, raw) for _ in range(5)]
    assert {one.get(timeout=20)["tracker"] for one in receipts} == {tracker(raw)}
    assert (begun, made.hall.meeting.returned) == ([raw], 1)
