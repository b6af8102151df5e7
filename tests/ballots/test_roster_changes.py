"""An import replaces the roster, so what it would change is said before, in words."""

from hypothesis import given
from hypothesis import strategies as st

from ballots.roster import make_roster, row_of
from ballots.roster_changes import roster_changes

STANDING = [
    {"name": "A", "leader": "Bà A", "score": "1.386,5", "maximum": "1.400", "standard": True},
    {"name": "B"},
    {"name": "C", "led": "2019"},
]


def rows(*units):
    return [row_of(unit) for unit in make_roster(units)]


def test_what_is_added_removed_changed_and_left_alone():
    coming = [
        {"name": "C", "led": "2019"},
        {"name": "D"},
        {"name": "A", "leader": "", "score": 1387, "maximum": "1.400", "standard": False, "covenant": True},
    ]
    changes = roster_changes(rows(*STANDING), rows(*coming))
    assert (changes["added"], changes["removed"], changes["unchanged"]) == (["D"], ["B"], 1)
    (changed,) = changes["changed"]
    assert changed["name"] == "A"
    assert [(one["field"], one["before"], one["after"]) for one in changed["fields"]] == [
        ("Lãnh đạo", "Bà A", "(trống)"),
        ("Điểm thẩm định", "1.386,5", "1.387"),
        ("Đạt tiêu chuẩn", "có", "không"),
        ("Ký giao ước", "(chưa ghi)", "có"),
    ]


def test_a_unit_is_the_same_under_another_spelling_and_the_new_spelling_is_a_change():
    changes = roster_changes(rows({"name": "BHXH tỉnh A"}), rows({"name": "bhxh  TỈNH a"}))
    assert not changes["added"] and not changes["removed"]
    assert changes["changed"][0]["fields"] == [{"field": "Đơn vị", "before": "BHXH tỉnh A", "after": "bhxh TỈNH a"}]


def test_the_first_import_only_adds():
    assert roster_changes([], rows(*STANDING)) == {
        "added": ["A", "B", "C"],
        "removed": [],
        "changed": [],
        "unchanged": 0,
    }


ROSTERS = st.lists(
    st.fixed_dictionaries({"name": st.sampled_from("ABCDEF"), "leader": st.sampled_from(["", "x", "y"])}),
    unique_by=lambda row: row["name"],
)


@given(ROSTERS, ROSTERS)
def test_every_unit_is_in_exactly_one_place(before, after):
    changes = roster_changes(rows(*before), rows(*after))
    assert len(changes["removed"]) + len(changes["changed"]) + changes["unchanged"] == len(before)
    assert len(changes["added"]) + len(changes["changed"]) + changes["unchanged"] == len(after)
    assert roster_changes(rows(*after), rows(*before))["added"] == changes["removed"]


@given(ROSTERS)
def test_the_same_roster_changes_nothing_in_any_order(before):
    changes = roster_changes(rows(*before), reversed(rows(*before)))
    assert changes == {"added": [], "removed": [], "changed": [], "unchanged": len(before)}
