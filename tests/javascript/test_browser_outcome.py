"""What the projector says of a round, a tie, a run-off and the adoption, from the public state alone (P11, C.6)."""

from typing import Any

from tests.javascript.node import run


def screen(*wanted: tuple[object, ...]) -> list[Any]:
    answers = run("projector", wanted)
    assert not [answer for answer in answers if isinstance(answer, dict) and "unexpected" in answer], answers
    return answers


def place(name: str, votes: int | None, rank: int | None, **change: object) -> dict[str, object]:
    return {
        "name": name,
        "votes": votes,
        "rank": rank,
        "elected": False,
        "tied": False,
        "later": [],
        "decided": "votes",
        **change,
    }


def contest(*nominees: dict, undecided: str = "", **change: object) -> dict[str, object]:
    return {"title": "Bầu", "kind": "top_two", "seats": 2, "undecided": undecided, "nominees": list(nominees), **change}


TIED = contest(
    place("A", 6, 1, elected=True), place("B", 3, 2, tied=True), place("C", 3, 2, tied=True), undecided="tie"
)
ORDER = contest(place("A", 4, 1, elected=True), place("B", 4, 1, elected=True), undecided="order")
EQUAL = contest(place("A", 4, 1, elected=True), place("B", 4, 1, elected=True), kind="outstanding")
MANY = contest(*(place(f"unit {number}", 1, 1, tied=True) for number in range(5)), undecided="tie")
RUNOFF, SCORE = {"tie": "runoff"}, {"tie": "score"}
DECISIONS = {
    "who is tied, and the rule": (TIED, RUNOFF, ("B, C", "bầu lại giữa các đơn vị này")),
    "the other rule": (TIED, SCORE, ("B, C", "xét điểm thi đua")),
    "the scores are equal too": ({**TIED, "isWhole": True}, SCORE, ("B, C", "không phân định được", "bầu lại")),
    "no rule is known": (TIED, None, ("B, C", "Hội nghị quyết định")),
    "the order of the two is open": (ORDER, RUNOFF, ("A, B", "chưa phân định thứ tự", "bầu lại")),
    "equal, and no order is asked for": (EQUAL, RUNOFF, ("2 đơn vị được bầu bằng phiếu nhau",)),
    "equal at the only place": ({**TIED, "seats": 1}, RUNOFF, ("= Bằng phiếu: B, C", "bầu lại")),
    "too many to name": (MANY, RUNOFF, ("5 đơn vị bằng phiếu",)),
    "the second place waits for the first": (contest(undecided="waits"), RUNOFF, ("Chờ phân định",)),
    "a seat stays empty": (contest(place("A", 4, 1, elected=True), place("B", 0, 2)), RUNOFF, ("Bầu được 1 trong 2",)),
    "not counted yet": (contest(place("A", 4, None), place("B", None, None)), RUNOFF, ()),
    "nothing is open": (contest(place("A", 4, 1, elected=True), place("B", 3, 2, elected=True)), RUNOFF, ()),
}


def test_p11_a_tie_is_told_with_who_is_tied_and_with_the_rule_declared():
    told = screen(*(("decision", "decision", shown, rules) for shown, rules, _ in DECISIONS.values()))
    for (title, (_, _, parts)), sentence in zip(DECISIONS.items(), told, strict=True):
        assert all(part in sentence for part in parts) and bool(sentence) == bool(parts), (title, sentence)


SECOND = contest(kind="second_place")
SETTLED = contest(place("A", 6, 1, elected=True), place("B", 3, 2, elected=True), place("C", 3, 3))
VERDICTS = {
    "elected": (place("A", 6, 1, elected=True), TIED, "✓ Được bầu"),
    "tied": (TIED["nominees"][1], TIED, "= Bằng phiếu"),
    "by a run-off": (place("B", 3, 2, elected=True, later=[4], decided="runoff"), SETTLED, "✓ Được bầu · bầu lại: 4"),
    "lost the run-off": (place("C", 3, 3, later=[3], decided="runoff"), SETTLED, "bầu lại: 3"),
    "after two run-offs": (place("C", 3, 3, later=[3, 2], decided="runoff"), SETTLED, "bầu lại: 3, 2"),
    "by the score": (place("B", 3, 2, elected=True, decided="score"), SETTLED, "✓ Được bầu, theo điểm"),
    "the first of a pair, in the second": (place("A", 2, 0), SECOND, "đã xếp thứ nhất"),
    "the leader, among the deputies": (place("A", 2, 0), contest(kind="deputy"), "đã là cụm trưởng"),
    "not elected": (place("D", 1, 4), TIED, ""),
}


def test_every_seat_says_how_it_was_decided():
    told = screen(*(("decision", "verdict", nominee, shown, False) for nominee, shown, _ in VERDICTS.values()))
    assert dict(zip(VERDICTS, told, strict=True)) == {title: words for title, (_, _, words) in VERDICTS.items()}


def told(name: str, votes: list[int | None], rank: int, **change: object) -> dict[str, object]:
    return {
        "name": name,
        "parent": "P",
        "votes": votes,
        "rank": rank,
        "elected": False,
        "tied": False,
        "decided_by": "votes",
    } | change


def after_a_runoff() -> dict[str, object]:
    """Round 1 was voided, round 2 ended in a tie, round 3 decided it."""
    counted = {"title": "Bầu", "blank": 1, "invalid": 0, "seats": 2, "nominees": [], "complete": True}
    runoff = {
        **counted,
        "title": "Bầu (bầu lại)",
        "blank": 0,
        "nominees": [place("B", 4, 1, elected=True), place("C", 3, 2)],
    }
    return {
        "stage": "counted",
        "contests": [
            {"title": "Bầu (bầu lại)", "seats": 1, "nominees": ["B", "C"], "groups": ["P", "P"], "notes": ["", ""]}
        ],
        "slips": {"issued": 7, "mark": "7QX4"},
        "box": {"returned": 7, "head": None},
        "round": {"number": 3, "runoff": True, "mode": "secret"},
        "rounds": [
            {"number": 1, "voided": "Mất điện", "contests": [], "issued": 7, "returned": 2},
            {"number": 2, "voided": "", "contests": [counted], "issued": 7, "returned": 6},
        ],
        "count": {"contests": [runoff], "complete": True},
        "outcome": [
            {
                "title": "Bầu",
                "kind": "top_two",
                "seats": 2,
                "undecided": "",
                "nominees": [
                    told("A", [5, None], 1, elected=True),
                    told("B", [3, 4], 2, elected=True, decided_by="runoff"),
                    told("C", [3, 3], 3, decided_by="runoff"),
                ],
            }
        ],
    }


def test_after_a_runoff_its_own_totals_stand_before_all_rounds_together():
    ((own, whole),) = screen(("result", "countedContests", after_a_runoff()))
    assert [(one["name"], one["votes"]) for one in own["nominees"]] == [("B", 4), ("C", 3)]
    assert (own["issued"], own["returned"], own["blank"]) == (7, 7, 0)
    assert [(one["name"], one["votes"], one["later"]) for one in whole["nominees"]] == [
        ("A", 5, []), ("B", 3, [4]), ("C", 3, [3]),
    ]  # fmt: skip
    assert (whole["issued"], whole["returned"], whole["blank"]) == (7, 6, 1), "the round in which all were voted on"


def test_each_list_has_its_own_words_beside_a_name():
    state = after_a_runoff()
    officers = {"title": "Cụm trưởng", "nominees": ["B", "C"], "groups": ["", ""], "notes": ["cụm trưởng 2019", ""]}
    state["contests"].append(officers)
    state["count"]["contests"] *= 2
    first, second, _ = screen(("result", "countedContests", state))[0]
    assert [[one["beside"] for one in each["nominees"]] for each in (first, second)] == [
        ["P", "P"],
        ["cụm trưởng 2019", ""],
    ]


def test_a_round_on_paper_is_marked_and_does_not_claim_the_slips_of_an_earlier_one():
    state = after_a_runoff()
    state["round"]["mode"] = "hand"
    (own, whole) = screen(("result", "countedContests", state))[0]
    assert (own["issued"], own["returned"], own["onPaper"]) == (None, 7, [3])
    assert (whole["issued"], whole["onPaper"]) == (7, [3])
    for nominee in state["outcome"][0]["nominees"]:
        nominee["votes"] = nominee["votes"][:1]
    assert screen(("result", "countedContests", state))[0][1]["onPaper"] == [], "decided before, by the kiosk"


ROUND_2 = {"number": 2, "runoff": True, "mode": "secret"}
AGAIN = {**ROUND_2, "runoff": False}
VOIDED, COUNTED = [{"number": 1, "voided": "Mất điện"}], [{"number": 1, "voided": ""}]
CALLED = {"summoned": 7, "present": 7, "unmarked": 0}
BASE = {
    "meeting": {},
    "attendance": CALLED,
    "tellers": [],
    "contests": [],
    "slips": {"issued": 7},
    "box": {"returned": 0},
}
SENTENCES = {
    "a run-off is prepared": ({"stage": "sealed", "round": ROUND_2, "rounds": COUNTED}, "vòng 2: bầu lại"),
    "voided": ({"stage": "sealed", "round": AGAIN, "rounds": VOIDED}, "Vòng 1 đã hủy."),
    "the roll call is opened again": ({"stage": "preparing", "round": AGAIN, "rounds": VOIDED}, "Vòng 1 đã hủy."),
    "the slips again": ({"stage": "issued", "round": ROUND_2, "rounds": COUNTED}, "quét lại mã trên phiếu"),
    "the first round": ({"stage": "issued"}, "Mỗi đơn vị có mặt rút một phiếu."),
    "a tie": ({"stage": "counted", "outcome": [TIED]}, "còn bằng phiếu, chưa phân định"),
    "all decided": ({"stage": "counted", "outcome": [EQUAL]}, "Kết quả kiểm phiếu."),
    "adopted": ({"stage": "adopted"}, "Hội nghị đã thông qua kết quả."),
}


def test_one_sentence_says_which_round_it_is_and_what_is_open():
    said = screen(*(("sentence", "sentenceOf", {**BASE, **state}) for state, _ in SENTENCES.values()))
    for (title, (_, part)), sentence in zip(SENTENCES.items(), said, strict=True):
        assert part in sentence, title


def test_every_picture_of_a_later_round_is_marked_with_it():
    states = [
        {"stage": "open"},
        {"stage": "open", "round": ROUND_2, "rounds": COUNTED},
        {"stage": "adopted", "round": ROUND_2},
    ]
    hand = {"stage": "counted", "round": {"number": 1, "runoff": False, "mode": "hand"}, "rounds": []}
    names = screen(*(("sentence", "roundName", state) for state in [*states, hand]))
    assert names == ["", "Vòng 2: bầu lại", "", "Vòng 1: phiếu giấy"]


def test_flags_are_proposed_for_the_elected_and_for_nobody_else():
    flags = [{"unit": "A", "contest": "Bầu", "flag": "government"}, {"unit": "B", "contest": "Bầu", "flag": "none"}]
    adoption = {"flags": flags, "officers": {"leader": "D", "deputy": ""}}
    (sections,) = screen(("adopted", "linesOf", {**after_a_runoff(), "adoption": adoption}))
    assert [[(line.get("name"), line.get("place"), line.get("flag")) for line in lines] for _, *lines in sections] == [
        [("A", "first_place", "government"), ("B", "second_place", None)],
        [("D", "leader", None)],
    ]


def test_the_closing_picture_turns_its_pages_with_a_heading_on_each():
    sections = [["first", *range(5)], ["second", *range(3)], ["third", *range(12)]]
    (pages,) = screen(("adopted", "pagesOf", sections))
    assert [page[0] for page in pages] == ["first", "second", "third", "third"]
    assert sum(len(page) for page in pages) == 5 + 3 + 12 + len(pages)
    assert max(map(len, pages)) <= 9
