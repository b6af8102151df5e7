"""The relay between the tellers' phones: making the locks in three rounds, whatever happens to a phone, and releasing them."""

from dataclasses import dataclass

import pytest

from ballots.errors import Broken, Trouble
from ballots.protocol import ceremony, trustee
from ballots.protocol.audit import audit
from ballots.protocol.encoding import compact
from ballots.record.checking import verify_record
from kiosk import counting, deeds, locks, rounds
from kiosk.config import Config
from kiosk.filing import file_record
from kiosk.hall import Hall
from tests.halls import Room, agree_and_seal, contest, go_on, prepare, room
from tests.halls import open_hall as opened

STEPS = ("certificates", "polynomials", "voutputs", "complete")


@dataclass
class Phone:
    """One teller's phone, which knows nothing but its invitation and its code."""

    hall: Hall
    number: int
    seed: str

    @property
    def mine(self) -> tuple[Hall, int, str]:
        return self.hall, self.number, self.hall.meeting.tellers[self.number - 1].invite

    def certificate(self) -> dict:
        seat = locks.sit(*self.mine)
        return ceremony.make_certificate(self.seed, seat["size"], seat["threshold"], self.number)

    def take_part(self, replaces: str | None = None) -> dict:
        """Do what is due of this phone; the seat after it."""
        seat = locks.sit(*self.mine)
        if seat["mine"]["cert"] is None or replaces:
            return locks.give_certificate(*self.mine, self.certificate(), replaces)
        if seat["step"] == "polynomials":
            polynomial = ceremony.make_polynomial(self.seed, seat["certs"])
            return locks.give_polynomial(*self.mine, seat["certs_hash"], polynomial)
        if seat["step"] == "voutputs":
            voutput = ceremony.make_voutput(self.seed, seat["certs"], seat["vinput"])
            return locks.give_voutput(*self.mine, seat["certs_hash"], voutput)
        return seat


def phones(made: Room) -> list[Phone]:
    made.seeds = [trustee.new_seed() for _ in made.hall.meeting.tellers]
    return [Phone(made.hall, number, seed) for number, seed in enumerate(made.seeds, 1)]


def unlocked(folder, tellers: int = 3, threshold: int | None = None) -> Room:
    """A meeting whose committee has been named again, so that no lock is made."""
    made = Room(opened(Config(instance=folder, pace=0)))
    made.hall.publish = made.told.append
    prepare(made, 3, 0, tellers, [contest()], False)
    rows = [{"name": f"Người khác {number}"} for number in range(1, tellers + 1)]
    deeds.name_tellers(made.hall, rows, threshold)
    return made


def make_all(some: list[Phone]) -> str:
    """The code of the set that the phones made."""
    for _ in range(2 * len(STEPS)):
        if all([one.take_part()["step"] == "complete" for one in some]):
            break
    (code,) = {locks.sit(*one.mine)["code"] for one in some}
    assert code
    return code


def code_of(deed, *args) -> str:
    with pytest.raises(Trouble) as trouble:
        deed(*args)
    return trouble.value.code


def stand(made: Room) -> list[str]:
    return [teller["lock"] for teller in made.hall.snapshot()["tellers"]]


def test_a_tellers_seat_needs_its_invitation(tmp_path):
    made = room(tmp_path, "preparing")
    for number in (1, 9, True, "1", None):
        assert code_of(locks.sit, made.hall, number, "wrong") == "invite-wrong"
    assert code_of(locks.give_certificate, made.hall, 1, None, {}, None) == "invite-wrong"
    assert locks.sit(made.hall, 1, made.hall.meeting.tellers[0].invite)["lock"] == "closed"


def test_the_locks_close_one_after_the_other_and_the_box_with_the_last(tmp_path):
    made = unlocked(tmp_path)
    first, second, third = phones(made)
    assert stand(made) == ["open", "open", "open"]
    first.take_part()
    assert stand(made) == ["fitting", "open", "open"]
    assert code_of(deeds.seal, made.hall) == "teller-key-missing"
    for phone in (second, third, first, second, third, first):
        phone.take_part()
    assert stand(made) == ["closed", "fitting", "fitting"] and not made.hall.snapshot()["committee"]["code"]
    for phone in (second, third):
        seat = phone.take_part()
    assert stand(made) == ["closed", "closed", "closed"]
    assert seat["step"] == "complete" and seat["code"] == made.hall.snapshot()["committee"]["code"]
    agree_and_seal(made.hall)


@pytest.mark.parametrize(("tellers", "threshold"), [(1, 1), (2, 1), (3, 3), (7, 4)])
def test_any_committee_opens_its_box_with_just_enough_shares(tmp_path, tellers, threshold):
    made = unlocked(tmp_path, tellers, threshold)
    make_all(phones(made))
    go_on(made, "closed", [[[0]], [[1]]])
    for number in range(tellers, tellers - threshold, -1):
        assert not made.hall.meeting.openable
        made.give_share(number)
    rounds.begin_count(made.hall)
    counting.count(made.hall)
    assert made.hall.meeting.counts == ((0, 1, 1, 0),)
    assert audit(made.hall.box.board.archive()).ok
    assert verify_record(file_record(made.hall)).ok


def test_a_part_that_is_given_twice_stands_as_it_was_given_first(tmp_path):
    made = unlocked(tmp_path, 2)
    first, second = phones(made)
    cert = first.certificate()
    before = [locks.give_certificate(*first.mine, cert, None), made.hall.meeting.seq]
    assert [locks.give_certificate(*first.mine, cert, None), made.hall.meeting.seq] == before
    assert [locks.give_certificate(*first.mine, first.certificate(), None), made.hall.meeting.seq] == before
    second.take_part()
    seat = first.take_part()
    again = ceremony.make_polynomial(first.seed, seat["certs"])
    assert locks.give_polynomial(*first.mine, seat["certs_hash"], again) == seat
    second.take_part()
    seat = first.take_part()
    voutput = ceremony.make_voutput(first.seed, seat["certs"], seat["vinput"])
    assert locks.give_voutput(*first.mine, seat["certs_hash"], voutput) == seat


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("reopened", [False, True], ids=["the laptop runs on", "the laptop is started again"])
def test_in_every_round_another_phone_goes_on_by_the_code(tmp_path, step, reopened):
    made = unlocked(tmp_path)
    some = phones(made)
    for _ in range(STEPS.index(step)):
        [one.take_part() for one in some]
    if reopened:
        made = made.reopened()
    others = [Phone(made.hall, one.number, one.seed) for one in some]
    make_all(others)
    go_on(made, "counted", [[[0]]])


@pytest.mark.parametrize("step", STEPS)
def test_in_every_round_a_phone_whose_code_is_lost_is_replaced_and_the_locks_are_made_again(tmp_path, step):
    made = unlocked(tmp_path)
    some = phones(made)
    some[0].take_part()
    for _ in range(STEPS.index(step)):
        [one.take_part() for one in some]
    old = ceremony.check_certificate(locks.sit(*some[0].mine)["mine"]["cert"], 3, 2, 1)
    new = Phone(made.hall, 1, trustee.new_seed())
    assert code_of(locks.give_certificate, *new.mine, new.certificate(), None) == "seat-taken"
    assert new.take_part(replaces=old)["step"] in ("certificates", "polynomials")
    assert made.hall.meeting.trustees is None
    made.seeds[0] = new.seed
    make_all([new, *some[1:]])
    go_on(made, "counted", [[[0]]])


def test_a_teller_who_leaves_takes_the_others_locks_along_and_they_are_made_again_with_the_same_codes(tmp_path):
    made = unlocked(tmp_path)
    first, second, _ = phones(made)
    deeds.name_tellers(made.hall, [{"name": "Người khác 1"}, {"name": "Người khác 2"}])
    assert stand(made) == ["open", "open"]
    made.seeds = [first.seed, second.seed]
    make_all([first, second])
    go_on(made, "counted", [[[0]]])


def test_who_stays_at_the_same_place_keeps_the_certificate(tmp_path):
    made = unlocked(tmp_path)
    some = phones(made)
    make_all(some)
    deeds.name_tellers(made.hall, [{"name": "Người khác 1"}, {"name": "Người thay"}, {"name": "Người khác 3"}])
    assert stand(made) == ["fitting", "open", "fitting"]
    some[1].seed = made.seeds[1] = trustee.new_seed()
    make_all(some)
    deeds.name_tellers(made.hall, [{"name": t.name} for t in made.hall.meeting.tellers], 3)
    assert stand(made) == ["open", "open", "open"], "their certificates are for two of three"


def test_a_phone_that_changes_its_key_without_end_is_stopped_and_the_locks_close(tmp_path):
    made = unlocked(tmp_path)
    some = phones(made)
    [one.take_part() for one in some]
    for _ in range(locks.MOST_CHANGES):
        old = ceremony.check_certificate(made.hall.meeting.locking.certificates[3], 3, 2, 3)
        some[2] = Phone(made.hall, 3, trustee.new_seed())
        some[2].take_part(replaces=old)
    old = ceremony.check_certificate(made.hall.meeting.locking.certificates[3], 3, 2, 3)
    again = Phone(made.hall, 3, trustee.new_seed())
    assert code_of(again.take_part, old) == "key-changed-too-often"
    make_all(some)


def test_two_tellers_cannot_use_one_code(tmp_path):
    made = unlocked(tmp_path)
    first, second, _ = phones(made)
    first.take_part()
    second.seed = first.seed
    assert code_of(second.take_part) == "key-shared"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (lambda seed: {}, "trustee-malformed"),
        (lambda seed: 5, "malformed"),
        (lambda seed: ceremony.make_certificate(seed, 3, 2, 2), "trustee-context"),
        (lambda seed: ceremony.make_certificate(seed, 4, 2, 1), "trustee-context"),
        (lambda seed: ceremony.make_certificate(seed, 3, 3, 1), "trustee-context"),
        (lambda seed: {**ceremony.make_certificate(seed, 3, 2, 1), "name": "Ông A"}, "trustee-malformed"),
    ],
    ids=["empty", "no object", "another place", "another size", "another threshold", "with words"],
)
def test_a_certificate_that_is_not_for_this_seat_is_refused(tmp_path, wrong, code):
    made = unlocked(tmp_path)
    first = phones(made)[0]
    before = made.hall.meeting
    assert code_of(locks.give_certificate, *first.mine, wrong(first.seed), None) == code
    assert made.hall.meeting == before


def test_a_phone_cannot_write_words_into_the_record_beside_its_key(tmp_path):
    made = unlocked(tmp_path, 1)
    (only,) = phones(made)
    only.take_part(), only.take_part()
    seat = locks.sit(*only.mine)
    voutput = ceremony.make_voutput(only.seed, seat["certs"], seat["vinput"])
    voutput["public_key"]["name"] = "Người khác"
    assert code_of(locks.give_voutput, *only.mine, seat["certs_hash"], voutput) == "malformed"


def test_a_part_made_for_other_certificates_is_told_to_begin_again(tmp_path):
    made = unlocked(tmp_path)
    some = phones(made)
    [one.take_part() for one in some]
    seat = locks.sit(*some[0].mine)
    stale = ceremony.make_polynomial(some[0].seed, seat["certs"])
    new = Phone(made.hall, 2, trustee.new_seed())
    new.take_part(replaces=ceremony.check_certificate(seat["certs"][1], 3, 2, 2))
    assert code_of(locks.give_polynomial, *some[0].mine, seat["certs_hash"], stale) == "ceremony-moved-on"
    with pytest.raises(Broken):
        locks.give_polynomial(*some[0].mine, made.hall.meeting.locking.certs_hash, stale)
    assert code_of(locks.give_voutput, *some[0].mine, made.hall.meeting.locking.certs_hash, {}) == "ceremony-moved-on"


def test_what_is_sealed_is_not_locked_anew(tmp_path):
    made = room(tmp_path, "sealed")
    first = Phone(made.hall, 1, made.seeds[0])
    assert locks.give_certificate(*first.mine, made.hall.meeting.locking.certs[0], None)["step"] == "complete"
    other = Phone(made.hall, 1, trustee.new_seed())
    assert code_of(locks.give_certificate, *other.mine, other.certificate(), None) == "lock-sealed"


def test_one_phone_is_never_sent_what_is_for_another(tmp_path):
    made = unlocked(tmp_path)
    some = phones(made)
    [one.take_part() for one in [*some, *some]]
    dealt = made.hall.meeting.locking.dealt
    for one in some:
        told = compact(locks.sit(*one.mine)).decode()
        for polynomial in dealt:
            for number, secret in enumerate(polynomial["secrets"], 1):
                assert (compact(secret).decode() in told) == (number == one.number)
