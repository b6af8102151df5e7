"""The meeting's rules as tables: texts, roster, roll call, contests, committee (guidance A.I, C.3, C.5, C.6)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.attendance import Attendance
from ballots.committee import lock_code, name_committee, read_threshold, set_code
from ballots.contest import PRESETS, Contest, make_contest, make_contests
from ballots.errors import Refused
from ballots.marks import check_marks
from ballots.protocol.encoding import sha_hex
from ballots.roster import MOST_UNITS, Unit, make_roster
from ballots.text import clean, required, same_name


def refused(deed, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refusal:
        deed(*args, **kwargs)
    assert str(refusal.value)
    return refusal.value.code


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  BHXH\u00a0 tỉnh \t Phú Thọ\n", "BHXH tỉnh Phú Thọ"),
        (unicodedata.normalize("NFD", "Thái Nguyên"), "Thái Nguyên"),
        ("Hà\u200b Nội\ufeff", "Hà Nội"),
        ("", ""),
    ],
)
def test_names_are_kept_in_one_clean_form(typed, kept):
    assert clean(typed) == kept == clean(kept)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (5, "text-wrong-type"),
        (None, "text-wrong-type"),
        ("x" * 121, "text-too-long"),
        ("a\x00b", "text-unprintable"),
        ("a\x7fb", "text-unprintable"),
        ("\ud800", "text-unprintable"),
    ],
)
def test_texts_that_cannot_be_names(typed, code):
    assert refused(clean, typed) == code


def test_an_empty_text_where_one_is_needed():
    assert refused(required, " \u00a0 ") == "text-missing"


@given(st.text(max_size=60))
def test_cleaning_twice_is_cleaning_once(text):
    try:
        once = clean(text, 120)
    except Refused:
        return
    assert clean(once, 120) == once


LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ -."


@given(st.text(LETTERS, max_size=60))
def test_however_a_vietnamese_name_is_typed_it_is_the_same_name(text):
    name = same_name(text)
    spaced = text.replace(" ", "\u00a0 ")
    assert {same_name(typed) for typed in (text.upper(), unicodedata.normalize("NFD", text), spaced, name)} == {name}


def test_different_names_are_different():
    assert len({same_name(name) for name in ("Hà Nam", "Hà Năm", "Ha Nam", "HàNam")}) == 4


def test_units_keep_their_number_when_the_roster_is_set_again():
    first = make_roster([{"name": "A"}, {"name": "B", "leader": "Bà B"}])
    assert first == (Unit(1, "A"), Unit(2, "B", "Bà B"))
    again = make_roster([{"name": "C"}, {"name": "b"}], first)
    assert again == (Unit(3, "C"), Unit(2, "b"))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([{"name": "A"}, {"name": " a "}], "unit-duplicate"),
        ([{"name": ""}], "text-missing"),
        ([{"leader": "x"}], "text-wrong-type"),
        ([{"name": f"Đơn vị {i}"} for i in range(501)], "roster-too-long"),
    ],
)
def test_rosters_that_are_refused(rows, code):
    assert refused(make_roster, rows) == code


def test_a_roster_without_end_is_refused_without_reading_it_all():
    read = []
    rows = ({"name": f"Đơn vị {number}"} for number in range(100_000) if not read.append(number))
    assert refused(make_roster, rows) == "roster-too-long"
    assert len(read) == MOST_UNITS + 1


def test_c3_a_unit_is_absent_only_when_somebody_has_said_so():
    units = make_roster([{"name": name} for name in "ABC"])
    attendance = Attendance(units, {1: True, 2: False})
    assert [u.name for u in attendance.present] == ["A"]
    assert [u.name for u in attendance.absent] == ["B"]
    assert [u.name for u in attendance.unmarked] == ["C"]
    assert attendance.summoned == 3


def test_c5_the_presets_carry_the_numbers_of_the_guidance():
    numbers = {"top_two": 2, "two_places": 1, "outstanding": 5, "officers": 1}
    assert {preset.kind: preset.seats for preset in PRESETS} == numbers


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"title": "", "seats": 1, "nominees": ["A"]}, "text-missing"),
        ({"title": "T", "seats": 1, "nominees": []}, "nominees-missing"),
        ({"title": "T", "seats": 1}, "nominees-missing"),
        ({"title": "T", "seats": 1, "nominees": "AB"}, "nominees-missing"),
        ({"title": "T", "seats": 0, "nominees": ["A"]}, "seats-wrong"),
        ({"title": "T", "seats": 2, "nominees": ["A"]}, "seats-wrong"),
        ({"title": "T", "seats": True, "nominees": ["A"]}, "seats-wrong"),
        ({"title": "T", "seats": 1.0, "nominees": ["A"]}, "seats-wrong"),
        ({"title": "T", "seats": "1", "nominees": ["A"]}, "seats-wrong"),
        ({"title": "T", "seats": 1, "nominees": ["A", "a "]}, "nominee-duplicate"),
        ({"title": "T", "seats": 1, "nominees": ["A", 7]}, "text-wrong-type"),
        ({"title": "T", "seats": 1, "nominees": [str(i) for i in range(201)]}, "nominees-too-many"),
    ],
)
def test_contests_that_are_refused(row, code):
    assert refused(make_contest, row) == code


def test_contests_of_one_meeting_differ_in_title_and_are_few():
    row = {"title": "T", "seats": 1, "nominees": ["A"]}
    assert refused(make_contests, [row, {**row, "title": "t"}]) == "contest-duplicate"
    assert refused(make_contests, [{**row, "title": str(i)} for i in range(11)]) == "contests-too-many"


@pytest.mark.parametrize(
    ("marks", "code"),
    [
        ([0, 1, 2], "overvote"),
        ([3], "nominee-unknown"),
        ([-1], "nominee-unknown"),
        ([0, 0], "nominee-unknown"),
        ([True], "nominee-unknown"),
        (["0"], "nominee-unknown"),
    ],
)
def test_c6c_marks_that_no_ballot_may_carry(marks, code):
    assert refused(check_marks, Contest("T", 2, ("A", "B", "C")), marks) == code


@given(st.data())
def test_c6c_up_to_the_seats_any_marks_are_valid_and_none_is_blank(data):
    seats = data.draw(st.integers(1, 6))
    contest = Contest("T", seats, tuple("ABCDEF"))
    marks = data.draw(st.sets(st.integers(0, 5), max_size=seats))
    assert check_marks(contest, marks) == tuple(sorted(marks))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "tellers-number"),
        ([{"name": c} for c in "ABCDEFGH"], "tellers-number"),
        ([{"name": "A"}, {"name": "A"}], "teller-duplicate"),
        ([{"name": "A"}, {"name": ""}], "text-missing"),
    ],
)
def test_committees_that_are_refused(rows, code):
    assert refused(name_committee, rows, ["i1", "i2", "i3", "i4", "i5"]) == code


@pytest.mark.parametrize(("size", "usual"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, 4), (7, 4)])
def test_more_than_half_of_the_locks_open_the_box_unless_the_meeting_says_otherwise(size, usual):
    assert read_threshold(None, size) == usual
    assert [read_threshold(said, size) for said in range(1, size + 1)] == list(range(1, size + 1))


@pytest.mark.parametrize("said", [0, 4, -1, True, "2", 2.0])
def test_a_number_of_locks_that_cannot_be_is_refused(said):
    assert refused(read_threshold, said, 3) == "threshold-wrong"


def test_the_code_of_a_set_is_eighty_bits_of_its_hash():
    assert sha_hex(b"[]").startswith("4f53cda18c2baa0c0354")
    assert set_code(b"[]") == "J5J4-3IMM-FOVA-YA2U"


def test_a_teller_who_stays_keeps_invitation_and_key():
    before = name_committee([{"name": "A"}, {"name": "B"}], ["i1", "i2"])
    after = name_committee([{"name": "A"}, {"name": "C"}], ["j1", "j2"], before)
    assert after[0] is before[0] and after[1].invite == "j2"


def test_the_lock_code_is_the_head_of_the_keys_hash_in_base32():
    assert sha_hex(b"58" * 32).startswith("1abddf6e0b")  # 00011 01010 11110 11101 11110 11011 10000 01011
    assert lock_code("58" * 32) == "DK65-63QL"
