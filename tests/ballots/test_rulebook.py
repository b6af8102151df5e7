"""The one table of deeds: what is allowed in which stage, and what is said where it is not."""

from dataclasses import replace

import pytest

from ballots.committee import Teller
from ballots.contest import Contest, make_contests
from ballots.errors import Refused
from ballots.facts import fold
from ballots.hand_vote import HandVote
from ballots.meeting import Fact, Meeting, Rules
from ballots.roster import Assessment, Unit
from ballots.round import Round
from ballots.rulebook import DEEDS, asks, is_done, obstacles, require
from ballots.second_officer import SecondOfficer
from ballots.stage import Stage

AT_ANY_TIME = {"set_papers", "set_network", "elect_by_hand"}
ALLOWED = {
    Stage.PREPARING: AT_ANY_TIME
    | {
        "set_details",
        "choose_address",
        "set_rules",
        "set_roster",
        "set_contests",
        "name_committee",
        "name_second_officer",
        "give_key",
        "mark_unit",
        "agree",
        "call_next_meeting",
    },
    Stage.SEALED: AT_ANY_TIME | {"choose_address", "unseal", "mint_slips", "enter_hand_count", "abandon"},
    Stage.ISSUED: AT_ANY_TIME | {"choose_address", "unseal", "mint_slips", "open_voting", "void_round", "abandon"},
    Stage.OPEN: AT_ANY_TIME | {"cast", "audit_ballot", "close_voting", "void_round", "abandon"},
    Stage.CLOSED: AT_ANY_TIME | {"give_share", "void_round", "abandon"},
    Stage.COUNTING: AT_ANY_TIME | {"count_nominee", "complete_count", "hurry_count", "give_share"},
    Stage.COUNTED: AT_ANY_TIME | {"void_round", "adopt", "give_share", "file_record", "call_next_meeting"},
    Stage.ADOPTED: {"sign_paper", "file_record", "call_next_meeting"},
}
NO_OPS = {
    Stage.PREPARING: {"unseal"},
    Stage.SEALED: {"seal", "call_runoff"},
    Stage.ISSUED: {"seal", "next_round"},
    Stage.OPEN: {"seal", "next_round", "open_voting"},
    Stage.CLOSED: {"seal", "next_round", "open_voting", "close_voting"},
    Stage.COUNTING: {"seal", "next_round", "open_voting", "close_voting", "begin_count"},
    Stage.COUNTED: {
        "seal",
        "next_round",
        "open_voting",
        "close_voting",
        "begin_count",
        "complete_count",
        "hurry_count",
    },
    Stage.ADOPTED: {
        "seal",
        "next_round",
        "open_voting",
        "close_voting",
        "begin_count",
        "complete_count",
        "hurry_count",
        "adopt",
    },
}


@pytest.mark.parametrize("stage", list(Stage))
def test_every_deed_in_every_stage(stage):
    meeting = Meeting(seq=1, stage=stage, tellers=(Teller(1, "A"), Teller(2, "B")))
    for name in DEEDS:
        reasons = obstacles(meeting, name)
        assert (not reasons) == (name in ALLOWED[stage]), name
        assert all(str(reason) and reason.code for reason in reasons)
        assert (DEEDS[name].repeats and is_done(meeting, name)) == (name in NO_OPS[stage]), name


def test_what_a_second_officer_confirms_is_in_the_table():
    alone = Meeting(seq=1)
    assert [name for name in DEEDS if asks(alone, name)] == []
    two = replace(alone, second_officer=SecondOfficer("Bà Hai", "", "", 2))
    assert {name for name in DEEDS if asks(two, name)} == {
        "seal",
        "close_voting",
        "void_round",
        "dismiss_second_officer",
    }
    assert codes_of(two, "name_second_officer") == ["second-officer-there"]
    assert codes_of(alone, "dismiss_second_officer") == ["second-officer-missing"]


def test_sealing_names_everything_that_is_missing_at_once():
    codes = [refusal.code for refusal in obstacles(Meeting(seq=1), "seal")]
    assert codes == ["roster-empty", "contests-empty", "committee-missing", "rules-not-agreed"]


AGREED = (HandVote("rules", "", 3, 0, 0, 3), HandVote("list", "Bầu", 2, 1, 0, 3))


def test_c6b_what_the_room_agreed_on_is_frozen_until_it_is_reopened():
    meeting = Meeting(seq=1, hand_votes=AGREED)
    assert [refusal.code for refusal in obstacles(meeting, "set_rules")] == ["rules-frozen"]
    reopened = replace(meeting, hand_votes=tuple(replace(vote, withdrawn=True) for vote in AGREED))
    assert obstacles(reopened, "set_rules") == []


UNIT = Unit(1, "Phú Thọ", assessment=Assessment(score=125_900, maximum=140_000, standard=True, organisation=True))


def test_c4_a_unit_below_the_threshold_keeps_the_list_from_being_sealed_unless_the_meeting_lets_it_stand():
    meeting = Meeting(seq=1, roster=(UNIT,), contests=(Contest("Bầu", 1, ("phú  thọ",)),), hand_votes=AGREED)
    (refusal,) = [found for found in obstacles(meeting, "seal") if found.code == "nominee-ineligible"]
    assert "C.4.a" in str(refusal)
    exception = HandVote("exception", "Phú Thọ", 2, 0, 1, 3, "Điểm đã được xem lại")
    assert "nominee-ineligible" not in codes_of(replace(meeting, hand_votes=(*AGREED, exception)), "seal")
    lost = replace(exception, favour=1, against=2, abstain=0)
    assert "nominee-ineligible" in codes_of(replace(meeting, hand_votes=(*AGREED, lost)), "seal")
    assert "nominee-ineligible" not in codes_of(replace(meeting, rules=Rules(threshold=89)), "seal")


def test_a_i_2_whoever_may_not_be_proposed_for_a_flag_may_still_be_elected_to_lead():
    officers = make_contests([{"title": "Bầu", "kind": "officers", "nominees": ["Phú Thọ", "B"]}])
    assert "nominee-ineligible" not in codes_of(Meeting(seq=1, roster=(UNIT,), contests=officers), "seal")


def codes_of(meeting, deed):
    return [refusal.code for refusal in obstacles(meeting, deed)]


VOIDED = Round(1, (Contest("Bầu", 1, ("A", "B")),), voided="Mất điện")
RUNOFF = Contest("Bầu (bầu lại)", 1, ("A", "B"), of=0)


@pytest.mark.parametrize(
    ("rounds", "contests", "codes"),
    [
        ((), VOIDED.contests, ["lock-sealed"]),
        ((VOIDED,), VOIDED.contests, []),
        ((replace(VOIDED, voided=""),), (RUNOFF,), ["list-of-runoff"]),
        ((replace(VOIDED, voided=""), replace(VOIDED, contests=(RUNOFF,))), (RUNOFF,), ["list-of-runoff"]),
    ],
)
def test_a_list_is_corrected_only_after_its_round_was_voided(rounds, contests, codes):
    meeting = Meeting(seq=1, stage=Stage.SEALED, rounds=rounds, contests=contests)
    assert codes_of(meeting, "set_contests") == codes


def test_roster_committee_and_keys_belong_to_all_rounds():
    meeting = Meeting(seq=1, rounds=(VOIDED,), contests=VOIDED.contests)
    for deed in ("set_details", "set_roster", "name_committee", "give_key", "set_rules"):
        assert codes_of(meeting, deed) == ["rounds-begun"], deed
    assert codes_of(meeting, "call_next_meeting") == ["meeting-under-way"]


def test_a_repeat_of_a_completed_move_is_a_no_op_and_anything_else_is_refused():
    opened = Meeting(seq=1, stage=Stage.OPEN)
    assert require(opened, "open_voting") is False
    assert require(opened, "close_voting") is True
    with pytest.raises(Refused) as refusal:
        require(opened, "unseal")
    assert refusal.value.code == "voting-opened"


@pytest.mark.parametrize(("stage", "code"), [(Stage.SEALED, "lock-sealed"), (Stage.OPEN, "too-late")])
def test_unsealing_is_advised_only_while_it_is_possible(stage, code):
    assert [refusal.code for refusal in obstacles(Meeting(seq=1, stage=stage), "set_roster")] == [code]


def test_the_count_cannot_begin_while_a_lock_is_closed():
    closed = Meeting(seq=1, stage=Stage.CLOSED)
    assert [refusal.code for refusal in obstacles(closed, "begin_count")] == ["shares-missing"]


@pytest.mark.parametrize(
    ("stage", "codes"), [(Stage.CLOSED, []), (Stage.COUNTING, ["meeting-under-way"]), (Stage.COUNTED, [])]
)
def test_an_abandoned_meeting_makes_way_for_the_next_one_but_not_in_the_middle_of_its_count(stage, codes):
    meeting = Meeting(seq=1, stage=stage, abandoned=True)
    assert [refusal.code for refusal in obstacles(meeting, "call_next_meeting")] == codes


def test_facts_of_a_newer_program_are_not_guessed_at():
    with pytest.raises(KeyError):
        fold([Fact(1, "something_unheard_of")])
