"""What the room agrees on by show of hands: the numbers, what freezes, who stands, what is adopted (C.4, C.6, D.2)."""

import pytest

from ballots.errors import Refused
from ballots.stage import Stage
from kiosk import agreements, deeds, rounds
from tests.halls import all_hands, contest, room

TOP_TWO = {**contest(4, 2, "Nhất, nhì"), "kind": "top_two"}
THREE = {"favour": 3, "against": 0, "abstain": 0}


def refusal(deed, *arguments) -> str:
    with pytest.raises(Refused) as refused:
        deed(*arguments)
    return refused.value.code


@pytest.mark.parametrize(
    ("hands", "code"),
    [
        ((4, 0, 0), "hands-too-many"),
        ((2, 1, 1), "hands-too-many"),
        ((2, 0, 0), "hands-too-few"),
        ((0, 0, 0), "hands-too-few"),
        ((-1, 4, 0), "hands-wrong"),
        ((True, 1, 1), "hands-wrong"),
        (("3", 0, 0), "hands-wrong"),
        ((3, None, 0), "hands-wrong"),
        ((2.0, 1, 0), "hands-wrong"),
    ],
)
def test_hands_are_counted_against_the_units_present(tmp_path, hands, code):
    made = room(tmp_path, "preparing")  # three of four are present
    body = dict(zip(("favour", "against", "abstain"), hands))
    assert refusal(agreements.vote_by_hand, made.hall, "rules", "", body) == code
    assert made.hall.meeting.hand_votes == ()


@pytest.mark.parametrize(("favour", "agreed"), [(3, True), (2, True), (1, False), (0, False)])
def test_more_than_half_of_those_present_carries_and_a_lost_vote_is_kept(tmp_path, favour, agreed):
    made = room(tmp_path, "preparing")
    agreements.vote_by_hand(made.hall, "rules", "", {"favour": favour, "against": 3 - favour, "abstain": 0})
    assert bool(made.hall.meeting.agreed("rules")) is agreed
    (vote,) = made.hall.meeting.hand_votes
    assert (vote.favour, vote.present, vote.carried) == (favour, 3, agreed) and vote.at


def test_nobody_raises_a_hand_before_the_roll_has_been_called(tmp_path):
    made = room(tmp_path, "preparing")
    deeds.mark_unit(made.hall, 1, None)
    assert refusal(agreements.vote_by_hand, made.hall, "rules", "", THREE) == "roll-call-first"


def test_c6b_a_list_is_frozen_by_the_vote_and_opened_again_with_a_reason(tmp_path):
    made = room(tmp_path, "preparing", contests=[TOP_TWO, contest(3, 1, "Khác")])
    agreements.vote_by_hand(made.hall, "list", "Nhất, nhì", THREE)
    other = contest(5, 1, "Khác")
    deeds.set_contests(made.hall, [TOP_TWO, other])
    for changed in ([{**TOP_TWO, "seats": 1}, other], [other], [{**TOP_TWO, "title": "Tên khác"}, other]):
        assert refusal(deeds.set_contests, made.hall, changed) == "list-frozen"
    assert refusal(agreements.vote_by_hand, made.hall, "list", "Nhất, nhì", THREE) == "agreed-already"
    assert refusal(agreements.reopen, made.hall, "list", "Nhất, nhì", "") == "text-missing"
    agreements.reopen(made.hall, "list", "Nhất, nhì", "Thiếu một đơn vị")
    deeds.set_contests(made.hall, [{**TOP_TWO, "seats": 1}, other])
    assert [vote.withdrawn for vote in made.hall.meeting.hand_votes] == [True]
    assert refusal(agreements.reopen, made.hall, "list", "Nhất, nhì", "Lần nữa") == "not-agreed"


def test_rules_and_committee_are_frozen_by_their_votes(tmp_path):
    made = room(tmp_path, "preparing")
    agreements.set_rules(made.hall, {"tie": "score", "threshold": 85})
    agreements.vote_by_hand(made.hall, "rules", "", THREE)
    agreements.vote_by_hand(made.hall, "committee", "", THREE)
    assert refusal(agreements.set_rules, made.hall, {"tie": "runoff", "threshold": 90}) == "rules-frozen"
    assert refusal(deeds.name_tellers, made.hall, [{"name": "A"}, {"name": "B"}]) == "committee-frozen"
    agreements.reopen(made.hall, "committee", "", "Một người vắng")
    deeds.name_tellers(made.hall, [{"name": "A"}, {"name": "B"}])


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ({"tie": "lottery", "threshold": 90}, "tie-rule-unknown"),
        ({"threshold": 90}, "tie-rule-unknown"),
        ({"tie": "runoff", "threshold": 101}, "threshold-wrong"),
        ({"tie": "runoff", "threshold": 89.5}, "threshold-wrong"),
        ({"tie": "runoff"}, "threshold-wrong"),
    ],
)
def test_rules_that_are_none(tmp_path, rules, code):
    assert refusal(agreements.set_rules, room(tmp_path, "preparing").hall, rules) == code


def test_sealing_asks_for_everything_that_the_room_has_not_agreed_on(tmp_path):
    made = room(tmp_path, "preparing")
    found = {"rules-not-agreed", "committee-not-agreed", "list-not-agreed"}
    assert refusal(deeds.seal, made.hall) in found
    for subject, about in (("rules", ""), ("committee", ""), ("list", made.hall.meeting.contests[0].title)):
        agreements.vote_by_hand(made.hall, subject, about, THREE)
    deeds.seal(made.hall)
    assert made.hall.meeting.stage is Stage.SEALED


SCORED = {"maximum": 1400, "standard": True, "organisation": True}
UNITS = [
    {"name": "Phú Thọ", "score": "1.300", **SCORED},
    {"name": "Quảng Ninh", "score": "1259", **SCORED},
    {"name": "Bắc Ninh", "score": 1350, **SCORED, "deferred": "Đang chờ kết luận thanh tra"},
]


@pytest.mark.parametrize("name", ["Quảng Ninh", "bắc  ninh"])
def test_c4_d2_a_unit_that_may_not_stand_does_so_only_by_a_decision_of_the_meeting(tmp_path, name):
    made = room(tmp_path, "preparing", units=3, absent=0)
    hall = made.hall
    deeds.set_roster(hall, UNITS)
    for unit in hall.meeting.roster:
        deeds.mark_unit(hall, unit.id, True)
    deeds.set_contests(hall, [{"title": "Bầu", "seats": 1, "nominees": ["Phú Thọ", name]}])
    for subject, about in (("rules", ""), ("committee", ""), ("list", "Bầu")):
        agreements.vote_by_hand(hall, subject, about, THREE)
    assert refusal(deeds.seal, hall) == "nominee-ineligible"
    assert refusal(agreements.vote_by_hand, hall, "exception", name, THREE) == "text-missing"
    agreements.vote_by_hand(hall, "exception", name, {**THREE, "reason": "Đã có kết luận"})
    deeds.seal(hall)


def test_d2_a_unit_let_stand_for_one_reason_does_not_stand_in_spite_of_another(tmp_path):
    made = room(tmp_path, "preparing", units=3, absent=0)
    deeds.set_roster(made.hall, UNITS)
    for unit in made.hall.meeting.roster:
        deeds.mark_unit(made.hall, unit.id, True)
    agreements.vote_by_hand(made.hall, "exception", "Quảng Ninh", {**THREE, "reason": "Thiên tai"})
    lower = [UNITS[0], {**UNITS[1], "score": "1250"}, UNITS[2]]
    excluded = [UNITS[0], {**UNITS[1], "excluded": "Có cán bộ bị khởi tố"}, UNITS[2]]
    deeds.set_roster(made.hall, lower)
    assert refusal(deeds.set_roster, made.hall, excluded) == "exception-stale"
    agreements.reopen(made.hall, "exception", "Quảng Ninh", "Có kết luận mới")
    deeds.set_roster(made.hall, excluded)


@pytest.mark.parametrize("name", ["Quảng Ninh (cũ)", "Quảng Nịnh"])
def test_c4_a_unit_renamed_or_misspelt_is_not_past_the_conditions(tmp_path, name):
    made = room(tmp_path, "preparing", units=3, absent=0)
    deeds.set_roster(made.hall, UNITS)
    for unit in made.hall.meeting.roster:
        deeds.mark_unit(made.hall, unit.id, True)
    deeds.set_contests(made.hall, [{"title": "Bầu", "seats": 1, "nominees": ["Phú Thọ", name]}])
    for subject, about in (("rules", ""), ("committee", ""), ("list", "Bầu")):
        agreements.vote_by_hand(made.hall, subject, about, THREE)
    assert refusal(deeds.seal, made.hall) == "nominee-unlisted"


@pytest.mark.parametrize("subject", ["adoption", "lottery", None, "list", "exception", "leader"])
def test_a_vote_is_about_something_that_there_is(tmp_path, subject):
    made = room(tmp_path, "preparing")
    assert refusal(agreements.vote_by_hand, made.hall, subject, "Không có", THREE) == "subject-unknown"


def test_a_i_2_officers_are_elected_by_hand_at_any_time_unless_they_are_elected_by_ballot(tmp_path):
    made = room(tmp_path / "hand", "counted", votes=[[[0]]])
    agreements.vote_by_hand(made.hall, "leader", "bhxh tỉnh 2", all_hands(made.hall))
    assert made.hall.meeting.officers == {"leader": "BHXH tỉnh 2", "deputy": ""}
    officers = {"title": "Bầu cụm trưởng, cụm phó", "kind": "officers", "seats": 1}
    made = room(tmp_path / "ballot", "counted", contests=[{**officers, "nominees": ["A", "B"]}], votes=[[[0], [1]]])
    assert made.hall.meeting.officers == {"leader": "A", "deputy": "B"}
    assert refusal(agreements.vote_by_hand, made.hall, "leader", "BHXH tỉnh 1", THREE) == "office-by-ballot"


def test_a_i_2_an_office_has_one_holder_and_nobody_holds_both(tmp_path):
    made = room(tmp_path, "preparing")
    agreements.vote_by_hand(made.hall, "leader", "BHXH tỉnh 2", THREE)
    assert refusal(agreements.vote_by_hand, made.hall, "leader", "BHXH tỉnh 1", THREE) == "office-taken"
    assert refusal(agreements.vote_by_hand, made.hall, "deputy", "BHXH tỉnh 2", THREE) == "office-twice"
    agreements.vote_by_hand(made.hall, "deputy", "BHXH tỉnh 1", THREE)
    agreements.reopen(made.hall, "leader", "BHXH tỉnh 2", "Xin rút")
    agreements.vote_by_hand(made.hall, "leader", "BHXH tỉnh 3", THREE)
    assert made.hall.meeting.officers == {"leader": "BHXH tỉnh 3", "deputy": "BHXH tỉnh 1"}


OFFICERS = {"title": "Bầu cụm trưởng, cụm phó", "kind": "officers", "nominees": ["A", "B"]}


def test_a_i_2_officers_elected_by_hand_are_not_put_to_the_ballot_too(tmp_path):
    made = room(tmp_path, "preparing", contests=[TOP_TWO])
    agreements.vote_by_hand(made.hall, "leader", "BHXH tỉnh 2", THREE)
    assert refusal(deeds.set_contests, made.hall, [TOP_TWO, OFFICERS]) == "office-by-hand"
    agreements.reopen(made.hall, "leader", "BHXH tỉnh 2", "Chuyển sang phiếu kín")
    deeds.set_contests(made.hall, [TOP_TWO, OFFICERS])


def test_a_i_2_officers_elected_by_ballot_stay_so_while_another_contest_is_run_off(tmp_path):
    tied = [[[0, 1], [0], [1]], [[0, 2], [0], [1]]]
    made = room(tmp_path, "counted", contests=[TOP_TWO, OFFICERS], votes=tied)
    rounds.call_runoff(made.hall)
    assert refusal(agreements.vote_by_hand, made.hall, "leader", "BHXH tỉnh 1", THREE) == "office-by-ballot"


@pytest.mark.parametrize("units", [["BHXH tỉnh 1"], ["BHXH tỉnh 1", "BHXH tỉnh 2 (cũ)"]])
def test_a_unit_that_the_meeting_has_elected_stays_in_the_list(tmp_path, units):
    made = room(tmp_path, "preparing")
    agreements.vote_by_hand(made.hall, "leader", "BHXH tỉnh 2", THREE)
    rows = [{"name": name} for name in units]
    assert refusal(deeds.set_roster, made.hall, rows) == "unit-elected"
    agreements.reopen(made.hall, "leader", "BHXH tỉnh 2", "Xin rút")
    deeds.set_roster(made.hall, rows)


def adopted_room(folder):
    made = room(folder, "counted", contests=[TOP_TWO], votes=[[[0, 1]], [[0, 1]], [[0]]])
    agreements.adopt(made.hall, {**THREE, "flags": [{"unit": "Đơn vị dự bầu 1", "flag": "government"}]})
    return made


def test_c6_the_meeting_adopts_its_list_with_the_flags_it_proposes_and_then_nothing_changes(tmp_path):
    made = adopted_room(tmp_path)
    meeting = made.hall.meeting
    assert meeting.stage is Stage.ADOPTED
    assert [(flag["unit"], flag["flag"]) for flag in meeting.adoption.flags] == [
        ("Đơn vị dự bầu 1", "government"),
        ("Đơn vị dự bầu 2", "none"),
    ]
    for deed, arguments in (
        (rounds.void_round, ("Lý do",)),
        (rounds.call_runoff, ()),
        (deeds.set_papers, ({"issuer": "Cụm"},)),
        (agreements.vote_by_hand, ("leader", "BHXH tỉnh 1", THREE)),
    ):
        assert refusal(deed, made.hall, *arguments) in ("meeting-adopted", "round-fixed"), deed
    agreements.adopt(made.hall, {})
    assert made.hall.meeting == meeting and made.reopened().hall.meeting == meeting


def test_an_adoption_that_is_lost_is_written_down_and_may_be_tried_again(tmp_path):
    made = room(tmp_path, "counted", contests=[TOP_TWO], votes=[[[0, 1]], [[0]]])
    agreements.adopt(made.hall, {"favour": 1, "against": 2, "abstain": 0, "flags": []})
    assert made.hall.meeting.stage is Stage.COUNTED and made.hall.meeting.adoption is None
    agreements.adopt(made.hall, {**THREE, "flags": []})
    assert [(vote.subject, vote.carried) for vote in made.hall.meeting.hand_votes[-2:]] == [
        ("adoption", False),
        ("adoption", True),
    ]


@pytest.mark.parametrize(
    "flags",
    [
        None,
        [{"unit": ["Đơn vị dự bầu 1"], "flag": "bhxh"}],
        [{"unit": "Đơn vị dự bầu 1", "flag": ["bhxh"]}],
        ["Đơn vị dự bầu 1"],
        [{"unit": "Đơn vị dự bầu 3", "flag": "bhxh"}],
        [{"unit": "Đơn vị dự bầu 1", "flag": "gold"}],
        [{"unit": "Đơn vị dự bầu 1"}],
    ],
)
def test_flags_are_proposed_for_the_elected_only(tmp_path, flags):
    made = room(tmp_path, "counted", contests=[TOP_TWO], votes=[[[0, 1]], [[0]]])
    assert refusal(agreements.adopt, made.hall, {**THREE, "flags": flags}) == "flags-wrong"


def test_nothing_is_adopted_before_the_count_or_over_a_tie(tmp_path):
    made = room(tmp_path / "open", "open")
    assert refusal(agreements.adopt, made.hall, {**THREE, "flags": []}) == "not-counted"
    made = room(tmp_path / "tie", "counted", contests=[TOP_TWO], votes=[[[0, 1]], [[0, 2]]])
    assert refusal(agreements.adopt, made.hall, {**THREE, "flags": []}) == "tie-open"


TEXTS = {"issuer": "BHXH  tỉnh Phú Thọ", "numbers": {"report": "12/BC-CTĐ"}, "recipients": ["Như trên", " "]}


def test_the_words_on_the_papers_are_settings_of_the_meeting(tmp_path):
    made = room(tmp_path, "preparing")
    deeds.set_papers(made.hall, TEXTS)
    papers = made.hall.meeting.papers
    assert papers["issuer"] == "BHXH tỉnh Phú Thọ" and papers["recipients"] == ["Như trên"]
    assert papers["numbers"] == {"count": "", "vote": "", "report": "12/BC-CTĐ"}
    seq = made.hall.meeting.seq
    deeds.set_papers(made.hall, TEXTS)
    assert made.hall.meeting.seq == seq


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ({"issuer": 5}, "text-wrong-type"),
        ({"recipients": "Như trên"}, "malformed"),
        ({"chair": ["A"]}, "malformed"),
        ({"deadline": "13-01"}, "deadline-wrong"),
        ({"deadline": "10/01"}, "deadline-wrong"),
    ],
)
def test_texts_of_another_form_are_refused(tmp_path, texts, code):
    assert refusal(deeds.set_papers, room(tmp_path, "preparing").hall, texts) == code
