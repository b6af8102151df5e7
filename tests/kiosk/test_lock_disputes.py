"""A phone that deals another one a bad share is named, and the locks are made again without it having its way."""

import json

import pytest

from ballots.errors import Broken
from ballots.protocol import ceremony, channel, trustee
from ballots.protocol.group import ORDER
from ballots.record.checking import verify_record
from kiosk import deeds, locks
from kiosk.filing import file_record
from tests.halls import Room, go_on
from tests.kiosk.test_locks import Phone, code_of, make_all, phones, unlocked


def cheated(seed: str, seat: dict, victim: int) -> dict:
    """A polynomial in which the value sealed to `victim` is another than the committed one."""
    polynomial = ceremony.make_polynomial(seed, seat["certs"])
    recipient = json.loads(seat["certs"][victim - 1]["message"])["encryption"]
    wrong = channel.send(trustee.private_key(seed), recipient, {"secret": str(ORDER - 1)})
    polynomial["secrets"][victim - 1] = wrong
    return polynomial


def disputed(made: Room) -> list[Phone]:
    """The first phone has cheated the second, which has said so."""
    some = phones(made)
    [one.take_part() for one in some]
    seat = locks.sit(*some[0].mine)
    locks.give_polynomial(*some[0].mine, seat["certs_hash"], cheated(some[0].seed, seat, victim=2))
    [one.take_part() for one in some[1:]]
    with pytest.raises(Broken) as broken:
        some[1].take_part()
    assert (broken.value.code, broken.value.values["sender"]) == ("dealing-invalid", 1)
    locks.complain(*some[1].mine, seat["certs_hash"], 1, "dealing-invalid")
    return some


def test_a_cheating_share_is_named_and_the_locks_are_made_again_without_losing_the_meeting(tmp_path):
    made = unlocked(tmp_path)
    some = disputed(made)
    told = made.hall.snapshot()["committee"]
    assert (told["step"], told["dispute"]) == ("disputed", {"by": 2, "against": 1})
    assert locks.sit(*some[2].mine)["dispute"] == {"by": 2, "against": 1}
    assert code_of(deeds.seal, made.hall) == "ceremony-disputed"
    polynomial = ceremony.make_polynomial(some[2].seed, locks.sit(*some[2].mine)["certs"])
    certs = made.hall.meeting.locking.certs_hash
    assert code_of(locks.give_polynomial, *some[2].mine, certs, polynomial) == "ceremony-disputed"
    locks.restart_ceremony(made.hall)
    make_all(some)
    go_on(made, "counted", [[[0]]])
    report = verify_record(file_record(made.hall))
    assert report.ok
    (again,) = [deed for deed in report.meeting["deeds"] if deed["deed"] == "ceremony_restarted"]
    assert "số 2" in again["reason"] and "số 1" in again["reason"]


def test_whoever_cheated_does_not_end_the_dispute_by_another_key(tmp_path):
    """Else nobody had time to read the name, and the same could be done again and again."""
    made = unlocked(tmp_path)
    some = disputed(made)
    old = ceremony.check_certificate(made.hall.meeting.locking.certs[0], 3, 2, 1)
    new = Phone(made.hall, 1, trustee.new_seed())
    new.take_part(replaces=old)
    assert made.hall.snapshot()["committee"]["dispute"] == {"by": 2, "against": 1}
    locks.restart_ceremony(made.hall)
    made.seeds[0] = new.seed
    make_all([new, *some[1:]])


def test_a_dispute_is_told_once_and_there_is_nothing_to_restart_without_one(tmp_path):
    made = unlocked(tmp_path)
    assert code_of(locks.restart_ceremony, made.hall) == "no-dispute"
    some = disputed(made)
    seq = made.hall.meeting.seq
    locks.complain(*some[2].mine, made.hall.meeting.locking.certs_hash, 1, "dealing-invalid")
    assert made.hall.meeting.seq == seq


@pytest.mark.parametrize(
    ("against", "code"),
    [(2, ""), (9, ""), ("1", ""), (None, ""), (1, 5), (1, "x" * 41), (1, "Người ấy gian dối")],
)
def test_a_complaint_about_nobody_is_refused(tmp_path, against, code):
    made = unlocked(tmp_path)
    some = phones(made)
    [one.take_part() for one in [*some, *some]]
    certs = made.hall.meeting.locking.certs_hash
    assert code_of(locks.complain, *some[1].mine, certs, against, code) == "malformed"
