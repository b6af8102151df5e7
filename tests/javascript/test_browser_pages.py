"""What the pages decide by themselves: which sheet is due in the booth, what a retry sends, how a full
allowance holds, how a code is found. The decisions are pure, so they are tables here."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.javascript.node import run

SLIP = {"mark": "7QX4", "credential": "WRDjV-L47tc1-6rZUs-BtaeAc"}
SEALED = {"ballot": "{}", "tracker": "mine"}


def decide(module: str, function: str, *rows: tuple[object, ...]) -> list[object]:
    return run("decide", [[module, function, *row] for row in rows])


def box(stage: str = "open", **change: object) -> dict[str, object]:
    return {"stage": stage, "mark": "7QX4", "credentials": ["my element"], "used": {}, "mine": "my element", **change}


def tab(
    slip: object = SLIP, sealed: object = None, receipt: object = None, draft: object = None, opened: object = None
) -> dict[str, object]:
    return {"slip": slip, "sealed": sealed, "receipt": receipt, "draft": draft, "opened": opened}


OPENED = {"tracker": "spoiled", "opening": "text", "marked": []}
USED_BY_ME, USED_BY_OTHER = {"my element": "mine"}, {"my element": "another"}
BOOTH = {
    "nothing in hand": (tab(slip=None), box(), "slipless"),
    "no slips minted yet": (tab(), None, "unissued"),
    "slips out, voting not open": (tab(), box("issued"), "waiting"),
    "voting open": (tab(), box(), "marking"),
    "a ballot sealed, not acknowledged": (tab(sealed=SEALED), box(), "sending"),
    "a lost reply: the box has my bytes (P4)": (tab(sealed=SEALED), box(used=USED_BY_ME), "receipt"),
    "the same after closing (P7)": (tab(sealed=SEALED), box("closed", used=USED_BY_ME), "receipt"),
    "another ballot came first (P4)": (tab(sealed=SEALED), box(used=USED_BY_OTHER), "spent"),
    "the slip was used on another machine": (tab(), box(used=USED_BY_OTHER), "spent"),
    "a slip of another set": (tab(), box(mark="ZZZZ", mine="other element"), "foreign"),
    "typed, so without a mark, and unknown": (tab({**SLIP, "mark": None}), box(mine="other element"), "unknown"),
    "typed and known": (tab({**SLIP, "mark": None}), box(), "marking"),
    "closed before anything was cast": (tab(), box("closed"), "closed"),
    "closed, and the sealed ballot is not in the box": (tab(sealed=SEALED), box("counting"), "unsent"),
    "a ballot is open for another device": (tab(opened=OPENED), box(), "opened"),
    "and the box is closed meanwhile": (tab(opened=OPENED), box("closed"), "opened"),
    "a receipt stays, whatever the room does": (tab(slip=None, receipt={"tracker": "mine"}), box("counted"), "receipt"),
}


def test_the_booth_lays_the_sheet_that_is_due():
    due = decide("booth/stage", "dueSheet", *((kept, answer) for kept, answer, _ in BOOTH.values()))
    assert dict(zip(BOOTH, due, strict=True)) == {name: sheet for name, (_, _, sheet) in BOOTH.items()}


OLD_DRAFT, OLD_SEALED = {"uuid": "first"}, {**SEALED, "uuid": "first"}
VOIDED, COUNTED = [{"uuid": "first", "voided": "Mất điện"}], [{"uuid": "first", "voided": ""}]
SECOND = box(uuid="second")
ROUNDS = {
    "voided while being filled in": (tab(draft=OLD_DRAFT), None, {"rounds": VOIDED}, "voided"),
    "voided, and the next one is open": (tab(draft=OLD_DRAFT), SECOND, {"rounds": VOIDED}, "voided"),
    "voided with the ballot on its way": (tab(sealed=OLD_SEALED), None, {"rounds": VOIDED}, "voided"),
    "voided with the ballot in the box": (
        tab(slip=None, receipt={"tracker": "mine"}),
        SECOND,
        {"rounds": VOIDED},
        "receipt",
    ),
    "not voted in a counted round": (tab(draft=OLD_DRAFT), SECOND, {"rounds": COUNTED}, "marking"),
    "no answer before the round was counted": (tab(sealed=OLD_SEALED), SECOND, {"rounds": COUNTED}, "passed"),
    "sealed for another round, which is not known yet": (tab(sealed=OLD_SEALED), SECOND, {"rounds": []}, "arriving"),
    "sealed for this round": (tab(sealed={**SEALED, "uuid": "second"}), SECOND, {"rounds": COUNTED}, "sending"),
    "between two rounds": (tab(), None, {"rounds": COUNTED}, "between"),
    "the slip of the first round in the second": (tab(), SECOND, {"rounds": COUNTED}, "marking"),
    "the next round is on paper": (tab(), None, {"rounds": COUNTED, "round": {"mode": "hand"}}, "on-paper"),
    "adopted": (tab(), box("adopted", uuid="second"), {"rounds": COUNTED}, "closed"),
}


def test_the_booth_never_carries_a_ballot_from_one_round_into_another():
    due = decide("booth/stage", "dueSheet", *(row[:3] for row in ROUNDS.values()))
    assert dict(zip(ROUNDS, due, strict=True)) == {name: row[3] for name, row in ROUNDS.items()}


RECEIPT = {"tracker": "mine", "uuid": "first", "round": 1, "mark": "7QX4"}
RUNOFF, AGAIN = {"number": 2, "runoff": True, "mode": "secret"}, {"number": 2, "runoff": False, "mode": "secret"}


def room(stage: str, now: dict | None = None, rounds: list | None = None, mark: str = "7QX4") -> dict[str, object]:
    slips = {"issued": 7, "mark": mark}
    return (
        {"stage": stage, "slips": slips}
        if now is None
        else {"stage": stage, "slips": slips, "round": now, "rounds": rounds}
    )


AFTER = {
    "an older kiosk, without rounds": (RECEIPT, room("open"), []),
    "the same round": (RECEIPT, room("counted", {**AGAIN, "number": 1}, []), []),
    "a run-off": (RECEIPT, room("open", RUNOFF, COUNTED), ["receipt-runoff"]),
    "a run-off is counted": (RECEIPT, room("counted", RUNOFF, COUNTED), []),
    "voided and again": (RECEIPT, room("issued", AGAIN, VOIDED), ["receipt-voided", "receipt-again"]),
    "voided, with new slips": (RECEIPT, room("issued", AGAIN, VOIDED, "NEWS"), ["receipt-voided", "receipt-new-slip"]),
    "a run-off is prepared": (RECEIPT, room("sealed", RUNOFF, COUNTED), ["receipt-soon"]),
    "on paper": (RECEIPT, room("counted", {**RUNOFF, "mode": "hand"}, COUNTED), []),
    "a receipt of a page that did not know rounds": ({"tracker": "mine"}, room("open", RUNOFF, COUNTED), []),
}


def test_a_receipt_tells_what_has_become_of_its_round():
    said = decide("booth/rounds", "afterRound", *((receipt, now) for receipt, now, _ in AFTER.values()))
    names = [[one["name"] for one in each] for each in said]
    assert dict(zip(AFTER, names, strict=True)) == {title: expected for title, (_, _, expected) in AFTER.items()}


def first_and_second(
    apart: list[int | None], nominees: tuple[str, str] = ("A\nB", "A\nB"), seats: int = 1
) -> list[dict]:
    lists = (names.split("\n") for names in nominees)
    return [{"apart": other, "seats": seats, "nominees": names} for other, names in zip(apart, lists, strict=True)]


CARDS = {
    "a pair": (first_and_second([1, 0]), [[0, 1]]),
    "not apart": (first_and_second([None, None]), [[0], [1]]),
    "apart over other lists": (first_and_second([1, 0], ("A\nB", "C\nD")), [[0], [1]]),
    "apart with more seats": (first_and_second([1, 0], seats=2), [[0], [1]]),
}


def test_a_pair_lies_on_one_card_as_on_paper():
    cards = decide("booth/cards", "cardsOf", *((contests,) for contests, _ in CARDS.values()))
    assert dict(zip(CARDS, cards, strict=True)) == {title: expected for title, (_, expected) in CARDS.items()}


TITLES = [
    ("Bầu cụm – xếp thứ nhất", "Bầu cụm – xếp thứ nhì", "Bầu cụm"),
    ("Năm 2026: cụm trưởng", "Năm 2026: cụm phó", "Năm 2026"),
    ("Bầu thứ nhất", "Bầu thứ nhì", "Bầu thứ nhất · Bầu thứ nhì"),
]


def test_a_pair_is_headed_by_what_both_titles_say():
    rows = ((one, other) for one, other, _ in TITLES)
    assert decide("booth/cards", "sharedTitle", *rows) == [shared for _, _, shared in TITLES]


def test_what_the_paper_says_is_optional_and_apart_counts_both_ways():
    questions = [{"question": title, "max": 1, "answers": ["A", "B"]} for title in ("one", "two")]
    older = {"election": json.dumps({"uuid": "u", "questions": questions})}
    newer = {
        **older,
        "round": RUNOFF,
        "paper": [{"kind": "leader"}, {"kind": "deputy", "apart": 0, "notes": ["", "n"]}],
    }
    old, new = decide("booth/box", "readAnswer", (older, None), (newer, None))
    assert [contest["apart"] for contest in old["contests"]] == [None, None]
    assert (old["round"], new["round"]) == ({"number": 1, "runoff": False}, RUNOFF)
    assert [(contest["kind"], contest["apart"]) for contest in new["contests"]] == [("leader", 1), ("deputy", 0)]


LOST, CLOSED = {"code": "offline", "message": ""}, {"code": "voting-closed", "status": 409, "message": "m"}
FULL = {"code": "store-failed", "status": 503, "message": "m"}
USED = {"code": "slip-already-used", "status": 409, "message": "m", "extra": {"tracker": "another"}}
PROOF = {"code": "ballot-proof", "status": 422, "message": "sentence"}
SENDING = {
    "taken at once": (["mine"], {}, 1),
    "lost three times": ([LOST, LOST, LOST, "mine"], {}, 4),
    "the disk was full for a while": ([FULL, "mine"], {}, 2),
    "another ballot stands": ([USED], {"refusal": {"sheet": "outrun", "tracker": "another"}}, 1),
    "closed meanwhile: the box must be asked": ([LOST, CLOSED], {"isUnsure": True}, 2),
    "refused for good": ([PROOF], {"refusal": {"sheet": "refused", "message": "sentence"}}, 1),
    "a receipt for other bytes is none": (["another"], {"refusal": {"sheet": "outrun", "tracker": "another"}}, 1),
}
DROPPED = {"another ballot stands", "refused for good"}


def test_a_retry_sends_the_same_bytes_until_the_box_has_answered():
    plays = run("sending", [{"answers": answers, "tracker": "mine"} for answers, _, _ in SENDING.values()])
    for name, play in zip(SENDING, plays, strict=True):
        answers, outcome, attempts = SENDING[name]
        assert play["outcome"] == outcome, name
        assert play["sent"] == ["the sealed bytes"] * attempts, name
        assert play["pauses"] == attempts - 1, name
        assert play["receipt"] == ({"tracker": "mine", "head": "the head"} if outcome == {} else None), name
        assert play["isKept"] == (name not in DROPPED), name


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 4), st.lists(st.integers(0, 6), min_size=1, max_size=20))
def test_no_taps_ever_leave_more_marks_than_seats(seats, taps):
    answer = run("filling", {"seats": seats, "taps": taps, "blankFirst": True})
    marked: set[int] = set()
    for tap, step in zip(taps, answer["after"], strict=True):
        taken = tap in marked or len(marked) < seats
        marked ^= {tap} if taken else set()
        assert step == {"taken": taken, "marks": sorted(marked)}
    assert answer["kept"]["marks"] == [sorted(marked)], "a reload continues"
    assert answer["ofAnother"]["marks"] == [[]], "another election begins empty"
    assert answer["blank"] is False, "a blank that was agreed is asked again once something has been marked"


LISTS = (["A", "B", "C", "D"], ["A", "B", "C", "D"]), (["A", "B", "C", "D"], ["D", "C", "B", "A"])
TAPS = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 3)), min_size=1, max_size=20)


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(LISTS), TAPS)
def test_no_taps_ever_leave_two_marks_in_a_column_or_one_unit_in_both(pair, taps):
    """A column's mark moves with a tap; a unit that is marked in the other column is refused there, and nothing moves."""
    answer = run("filling", {"pair": pair, "taps": taps})
    marked: list[int | None] = [None, None]
    for (column, choice), step in zip(taps, answer["after"], strict=True):
        other = marked[1 - column]
        clashes = other is not None and pair[1 - column][other] == pair[column][choice]
        if not clashes:
            marked[column] = None if marked[column] == choice else choice
        marks = [[] if mark is None else [mark] for mark in marked]
        assert step == {"trouble": "apart" if clashes else None, "marks": marks}
    assert answer["kept"] == answer["after"][-1]["marks"], "a reload continues"


CODES = ["+Ab4xyz", "9bA4aaa", "ZZZZZZZ"]
FINDING = {
    "a part": ("Ab4", ["+Ab4xyz"]),
    "with the gaps that are drawn": ("+Ab4 xyz", ["+Ab4xyz"]),
    "without capitals": ("zzz", ["ZZZZZZZ"]),
    "nothing sought": ("  ", CODES),
    "not there": ("q", []),
}


def test_a_code_is_found_by_any_part_of_it():
    found = decide("board/codes", "matching", *((CODES, sought) for sought, _ in FINDING.values()))
    assert dict(zip(FINDING, found, strict=True)) == {name: codes for name, (_, codes) in FINDING.items()}


def test_only_a_whole_code_is_called_the_voters_own():
    rows = [(0, "abc"), (2, "abc"), (1, "abc"), (1, "abcd " * 10 + "abc")]
    assert decide("board/codes", "howWell", *rows) == ["none", "some", "one", "whole"]


SCANNED = [
    ("7QX4.WRDjV-L47tc1-6rZUs-BtaeAc", SLIP),
    ("WRDjVL47tc16rZUsBtaeAc", {**SLIP, "mark": None}),
    (" WRDjV L47tc1 6rZUs BtaeAc ", {**SLIP, "mark": None}),
    ("7QX4.", {"code": "credential-length", "kind": "refused"}),
    ("", {"code": "credential-length", "kind": "refused"}),
]


def test_a_slip_is_read_as_scanned_or_as_typed():
    assert decide("booth/slip", "readSlip", *((text,) for text, _ in SCANNED)) == [read for _, read in SCANNED]
