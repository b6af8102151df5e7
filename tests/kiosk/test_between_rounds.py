"""Between two rounds: what has to be agreed on anew, what may still be corrected, and how a meeting ends that has none left."""

import pytest

from kiosk import agreements, deeds, rounds
from tests.halls import all_hands, mint, room
from tests.kiosk.test_rounds import HAND, TOP_TWO, elected, next_round, refusal, tied_room


def test_a_wrong_list_is_corrected_after_its_round_was_voided(tmp_path):
    made = room(tmp_path, "open", contests=[TOP_TWO])
    other = {**TOP_TWO, "nominees": TOP_TWO["nominees"][:3]}
    assert refusal(deeds.set_contests, made.hall, [other]) == "too-late"
    rounds.void_round(made.hall, "Sai danh sách")
    assert refusal(deeds.set_contests, made.hall, [other]) == "list-frozen"
    made.reopen_and_agree(TOP_TWO["title"], [other])
    next_round(made, [[[2]]])
    assert elected(made) == ["Đơn vị dự bầu 3"]


def test_what_the_next_round_needs_is_asked_for(tmp_path):
    made = room(tmp_path / "a", "sealed", contests=[TOP_TWO])
    assert refusal(rounds.prepare_next_round, made.hall) == "slips-used-up"
    made = room(tmp_path / "b", "counted", units=5, contests=[TOP_TWO], votes=[[[0, 1]], [[0]]])
    assert refusal(rounds.call_runoff, made.hall) == "nothing-tied"


@pytest.mark.parametrize(("subject", "code"), [("rules", "rules-not-agreed"), ("committee", "committee-not-agreed")])
def test_c6b_what_is_reopened_between_rounds_is_agreed_on_before_the_next(tmp_path, subject, code):
    made = room(tmp_path, "open", contests=[TOP_TWO])
    rounds.void_round(made.hall, "Mất điện")
    agreements.reopen(made.hall, subject, "", "Bàn lại")
    assert refusal(rounds.prepare_next_round, made.hall) == code
    assert refusal(mint, made.hall) == code
    assert refusal(rounds.enter_hand_count, made.hall, 1, HAND) == code
    agreements.vote_by_hand(made.hall, subject, "", all_hands(made.hall))
    rounds.prepare_next_round(made.hall)


def test_no_round_is_about_nothing(tmp_path):
    made = room(tmp_path, "open", contests=[TOP_TWO])
    rounds.void_round(made.hall, "Sai danh sách")
    agreements.reopen(made.hall, "list", TOP_TWO["title"], "Sai danh sách")
    deeds.set_contests(made.hall, [])
    assert refusal(rounds.prepare_next_round, made.hall) == "contests-empty"
    assert refusal(mint, made.hall) == "contests-empty"
    assert refusal(rounds.enter_hand_count, made.hall, 1, {**HAND, "contests": []}) == "contests-empty"


def test_a_meeting_in_which_nobody_is_left_between_rounds_can_be_given_up(tmp_path):
    made = tied_room(tmp_path)
    assert refusal(deeds.abandon, made.hall, "Ra về") == "too-late"
    rounds.call_runoff(made.hall)
    deeds.unseal(made.hall, "Các đơn vị đã ra về")
    for unit in made.hall.meeting.roster:
        deeds.mark_unit(made.hall, unit.id, False)
    assert refusal(deeds.seal, made.hall) == "nobody-present"
    deeds.abandon(made.hall, "Các đơn vị đã ra về")
    deeds.call_meeting(made.hall, {"title": "Hội nghị khác", "cluster": "Cụm 5", "year": 2026})
