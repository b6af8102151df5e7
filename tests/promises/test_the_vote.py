"""Promises P1 to P5: one slip a unit, a secret vote, no overvote, safe retries, and no figure before the count."""

import json
from dataclasses import replace

import pytest

from ballots.errors import Broken, Refused, Trouble
from ballots.protocol import credential
from kiosk import casting, deeds, locks, rounds
from tests.builders import altered, filled, signed_anew
from tests.halls import contest, mint, next_meeting, room


def test_p1_as_many_slips_as_units_present_and_none_for_an_absent_one(tmp_path):
    made = room(tmp_path, "issued", units=9, absent=2)
    assert len(made.slips) == len(set(made.slips)) == 7
    assert len(made.hall.box.credentials) == len(made.hall.meeting.attendance.present) == 7


def test_p1_no_slip_is_tied_to_a_unit(tmp_path):
    made = room(tmp_path, "issued", units=5, absent=0)
    listed = json.loads(made.hall.box.board.setup.credentials)
    assert listed == sorted(listed, key=lambda element: bytes.fromhex(element)[::-1])
    written = json.dumps([fact.body for fact in made.hall.facts])
    assert not any(part in written for part in listed)


def test_p1_a_new_set_of_slips_kills_the_old_one(tmp_path):
    made = room(tmp_path, "issued")
    old = made.slips
    deeds.unseal(made.hall, "Một đơn vị đến muộn")
    late = made.hall.meeting.attendance.absent[0]
    deeds.mark_unit(made.hall, late.id, True)
    deeds.seal(made.hall)
    new = mint(made.hall)
    rounds.open_voting(made.hall)
    assert len(new) == len(old) + 1
    uuid = made.hall.box.election.uuid
    assert not {credential.public_part(uuid, secret) for secret in old} & made.hall.box.credentials
    with pytest.raises(Broken) as broken:
        made.vote(0, [[0]])
    assert broken.value.code == "credential-unknown"


@pytest.mark.parametrize("late_deed", [mint, lambda hall: deeds.unseal(hall, "muộn")])
def test_p1_no_slip_is_made_once_voting_is_open(tmp_path, late_deed):
    made = room(tmp_path, "open")
    with pytest.raises(Refused) as refusal:
        late_deed(made.hall)
    assert refusal.value.code == "voting-opened"


def test_p2_the_store_holds_no_secret_of_a_slip_and_no_key(tmp_path):
    made = room(tmp_path, "counted", votes=[[[0, 1]], [[0]], [[]]])
    made.hall.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for secret in (*made.slips, *made.seeds):
        assert secret.encode() not in kept
        assert secret.replace("-", "").encode() not in kept


def test_p2_fewer_tellers_than_agreed_do_not_open_the_box(tmp_path):
    made = room(tmp_path, "closed", tellers=3, votes=[[[0]]])
    trustees = made.hall.box.trustees
    assert not trustees.can_open({3}) and trustees.can_open({1, 3})
    made.give_share(3)
    with pytest.raises(Refused) as refusal:
        rounds.begin_count(made.hall)
    assert refusal.value.code == "shares-missing" and refusal.value.values["needed"] == 1


def test_p2_ballots_of_different_votes_look_alike(tmp_path):
    made = room(tmp_path, "open")
    shapes = [_shape(json.loads(made.sealed_ballot(0, [marks]))) for marks in ([], [0], [1, 2])]
    assert shapes[0] == shapes[1] == shapes[2]


def _shape(value):
    if isinstance(value, dict):
        return {name: _shape(part) for name, part in value.items()}
    return [_shape(part) for part in value] if isinstance(value, list) else type(value).__name__


@pytest.mark.parametrize(("proofs", "code"), [(4, "ballot-shape"), (3, "overall-proof")])
def test_p3_the_kiosk_refuses_a_ballot_over_its_number_over_http(tmp_path, proofs, code):
    """A dishonest booth seals three marks as if three were allowed, and leaves out what would tell: at most 2 are."""
    made = room(tmp_path, "open", contests=[contest(4, 2)])
    election, secret = made.hall.box.election, made.slips[0]
    generous = replace(election, questions=(replace(election.questions[0], maximum=3),))
    overvote = altered(
        filled(generous, secret, [[0, 1, 2]]), ("answers", 0, "overall_proof"), lambda made: made[:proofs]
    )
    answer = made.client().post("/booth/ballot", data=signed_anew(election, secret, overvote))
    assert (answer.status_code, answer.json["error"]["code"]) == (422, code)
    assert made.hall.meeting.returned == 0


def test_p4_the_same_ballot_again_gives_the_same_tracking_code_even_after_closing(tmp_path):
    made = room(tmp_path, "open")
    raw = made.vote(0, [[0]])
    first = casting.cast(made.hall, raw)
    rounds.close_voting(made.hall)
    assert casting.cast(made.hall, raw)["tracker"] == first["tracker"]
    assert made.hall.meeting.returned == 1


def test_p4_another_ballot_of_a_used_slip_is_refused_and_the_first_stands(tmp_path):
    made = room(tmp_path, "open")
    first = made.vote(0, [[0]])
    with pytest.raises(Refused) as refusal:
        made.vote(0, [[1]])
    assert refusal.value.code == "slip-already-used"
    assert refusal.value.values["tracker"] == casting.cast(made.hall, first)["tracker"]
    assert made.hall.box.board.payloads("Ballot") == (first,)


def test_p5_nothing_public_depends_on_the_votes_until_the_box_is_opened(tmp_path):
    votes = ([[[0]], [[0]], [[0]]], [[[]], [[1, 2]], [[2]]])
    rooms = [room(tmp_path / str(i), "closed", votes=list(each)) for i, each in enumerate(votes)]
    views = [_without_randomness(made.hall.public_view()) for made in rooms]
    assert views[0] == views[1]
    told = [_without_randomness(made.told) for made in rooms]
    assert told[0] == told[1] and len(told[0]) == len(rooms[0].hall.facts)
    facts = [[(fact.name, _without_randomness(dict(fact.body))) for fact in made.hall.facts] for made in rooms]
    assert facts[0] == facts[1]


RANDOM = {"head", "uuid", "credentials", "fingerprint", "mark", "code", "tracker", "invite", "key", "timestamp"}
RANDOM |= {"cert", "polynomial", "voutput"}


def _without_randomness(value):
    if isinstance(value, dict):
        return {name: "*" if name in RANDOM else _without_randomness(part) for name, part in value.items()}
    return [_without_randomness(part) for part in value] if isinstance(value, (list, tuple)) else value


@pytest.mark.parametrize(("stage", "code"), [("preparing", "voting-not-open"), ("open", "credential-unknown")])
def test_p1_a_ballot_checked_for_one_box_never_falls_into_the_next_one(tmp_path, monkeypatch, stage, code):
    made = room(tmp_path, "open", votes=[[[1]]])
    raw, check = made.sealed_ballot(1, [[0]]), casting.offload

    def slowly(work, *args):
        verdict = check(work, *args)
        next_meeting(made, stage)
        return verdict

    monkeypatch.setattr(casting, "offload", slowly)
    with pytest.raises(Trouble) as trouble:
        casting.cast(made.hall, raw)
    assert trouble.value.code == code
    assert made.hall.meeting.returned == 0 and (made.hall.box is None or made.hall.box.cast == ())


def test_p2_a_share_checked_for_one_box_never_opens_the_next_one(tmp_path, monkeypatch):
    made = room(tmp_path, "closed", votes=[[[1]]])
    share, check = made.share(1), locks.offload

    def slowly(work, *args):
        verdict = check(work, *args)
        monkeypatch.undo()
        next_meeting(made, "closed")
        return verdict

    monkeypatch.setattr(locks, "offload", slowly)
    with pytest.raises(Broken) as broken:
        made.give_share(1, share)
    assert broken.value.code == "share-invalid"
    assert made.hall.box.factors == {} and made.hall.meeting.shares == frozenset()
