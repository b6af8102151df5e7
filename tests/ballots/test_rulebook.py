"""The one table of deeds: what is allowed in which stage, and what is said where it is not."""

import pytest

from ballots.errors import Refused
from ballots.meeting import Fact, Meeting, fold
from ballots.rulebook import DEEDS, is_done, obstacles, require
from ballots.stage import Stage

ALLOWED = {
    Stage.PREPARING: {
        "set_details",
        "set_roster",
        "set_contests",
        "name_committee",
        "give_key",
        "mark_unit",
        "call_next_meeting",
    },
    Stage.SEALED: {"unseal", "mint_slips", "abandon"},
    Stage.ISSUED: {"unseal", "mint_slips", "open_voting", "abandon"},
    Stage.OPEN: {"cast", "close_voting", "abandon"},
    Stage.CLOSED: {"give_share", "abandon"},
    Stage.COUNTING: {"count_nominee", "complete_count"},
    Stage.COUNTED: {"file_record", "call_next_meeting"},
}
NO_OPS = {
    Stage.PREPARING: {"unseal"},
    Stage.SEALED: {"seal"},
    Stage.ISSUED: {"seal"},
    Stage.OPEN: {"seal", "open_voting"},
    Stage.CLOSED: {"seal", "open_voting", "close_voting"},
    Stage.COUNTING: {"seal", "open_voting", "close_voting", "begin_count"},
    Stage.COUNTED: {"seal", "open_voting", "close_voting", "begin_count", "complete_count"},
}


@pytest.mark.parametrize("stage", list(Stage))
def test_every_deed_in_every_stage(stage):
    meeting = Meeting(seq=1, stage=stage)
    for name in DEEDS:
        reasons = obstacles(meeting, name)
        assert (not reasons) == (name in ALLOWED[stage]), name
        assert all(str(reason) and reason.code for reason in reasons)
        assert (DEEDS[name].repeats and is_done(meeting, name)) == (name in NO_OPS[stage]), name


def test_sealing_names_everything_that_is_missing_at_once():
    codes = [refusal.code for refusal in obstacles(Meeting(seq=1), "seal")]
    assert codes == ["roster-empty", "contests-empty", "committee-missing"]


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
