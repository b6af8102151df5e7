"""Where each file goes (kiosk/council/sorting.py): one place each, nothing dropped, nothing chosen between equals."""

import copy
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballots.findings import Failure
from kiosk.council.checking import Checked
from kiosk.council.result import result
from kiosk.council.sorting import sort_records
from tests.council.builders import deed, meeting, sound

LISTS = ("copies", "earlier", "rehearsals", "other_years")


def bad(file):
    return Checked(file, "00", (Failure("record-damaged", "Gói hồ sơ bị hỏng."),))


def places(*checked):
    """Each file with the name of its list and the reason's code."""
    table = sort_records(checked)
    found = {one.file: ("counted", "") for one in table.counted}
    found |= {one.file: ("bad", one.failed[0].code) for one in table.bad}
    found |= {one.file: ("conflicts", group.why.code) for group in table.conflicts for one in group.records}
    found |= {put.record.file: (name, put.why.code) for name in LISTS for put in getattr(table, name)}
    assert set(found) == {one.file for one in checked}, "no file is dropped"
    return found


def five(file="5.zip", **words):
    return sound(file, cluster="Cụm số 5", **words)


def six(file="6.zip", **words):
    return sound(file, cluster="Cụm số 6", uuid="SecondRoundUuid", **words)


def changed(document, **parts):
    return {**copy.deepcopy(document), **parts}


def test_sound_records_of_different_clusters_are_counted():
    assert places(five(), six()) == {"5.zip": ("counted", ""), "6.zip": ("counted", "")}
    assert sort_records([five(), six()]).all_counted


def test_clusters_stand_in_the_order_of_their_numbers():
    many = [sound(f"{n}.zip", cluster=f"Cụm số {n}", uuid=f"u{n}") for n in (10, 2, 1)]
    assert [one.file for one in sort_records(many).counted] == ["1.zip", "2.zip", "10.zip"]


def test_a_bad_record_is_told_and_the_others_are_counted():
    assert places(five(), bad("x.zip")) == {"5.zip": ("counted", ""), "x.zip": ("bad", "record-damaged")}
    assert not sort_records([five(), bad("x.zip")]).all_counted


def test_the_same_bytes_twice_count_once_and_the_copy_says_of_which():
    again = five("copy of 5.zip")
    assert places(five(), again) == {"5.zip": ("counted", ""), "copy of 5.zip": ("copies", "same-bytes")}
    assert "5.zip" in sort_records([five(), again]).copies[0].why.message
    assert sort_records([five(), again]).all_counted


def test_the_adopted_version_counts_and_the_one_before_is_listed():
    found = places(five("a-adopted.zip"), five("b-before.zip", adopted=False))
    assert found == {"a-adopted.zip": ("counted", ""), "b-before.zip": ("earlier", "earlier-version")}
    assert "trước khi thông qua" in sort_records([five("a"), five("b", adopted=False)]).earlier[0].why.message


def test_of_two_adopted_versions_the_one_with_more_signatures_counts():
    found = places(five("a.zip"), five("b.zip", signers=("Trưởng ban đã ký",)))
    assert found == {"b.zip": ("counted", ""), "a.zip": ("earlier", "earlier-version")}


def test_a_version_before_a_round_was_voided_is_an_earlier_one():
    before = meeting(adopted=False)
    voided = [{**before["rounds"][0], "voided": "Mất điện"}, {**before["rounds"][0], "number": 2}]
    after = changed(before, rounds=voided, deeds=[*before["deeds"], deed("round_voided", 12)])
    found = places(sound("a.zip", before), sound("b.zip", after))
    assert found == {"b.zip": ("counted", ""), "a.zip": ("earlier", "earlier-version")}


def contradictory():
    adopted = meeting()
    flags = [{**flag, "flag": "government"} for flag in adopted["adoption"]["flags"]]
    other_flags = changed(adopted, adoption={**adopted["adoption"], "flags": flags})
    other_past = changed(adopted, deeds=[deed("meeting_called", 1), *adopted["deeds"][1:], deed("x", 30)])
    draft = meeting(adopted=False)
    other_votes = changed(draft, deeds=adopted["deeds"], rounds=[{**draft["rounds"][0], "returned": 2}])
    return {
        "another laptop signed it": ([sound("a", adopted), sound("b", adopted, kiosk="9999")], "versions-kiosk"),
        "other flags after the adoption": ([sound("a", adopted), sound("b", other_flags)], "versions-adopted"),
        "another course of the meeting": ([sound("a", other_past), sound("b", draft)], "versions-history"),
        "another count of the same round": ([sound("a", draft), sound("b", other_votes)], "versions-history"),
    }


@pytest.mark.parametrize(("pair", "code"), contradictory().values(), ids=contradictory().keys())
def test_versions_that_contradict_each_other_are_a_conflict_and_none_counts(pair, code):
    assert places(*pair) == {"a": ("conflicts", code), "b": ("conflicts", code)}


def test_two_meetings_of_one_cluster_and_year_are_a_conflict_and_none_counts():
    twice = [sound("a", cluster="Cụm Số 5", uuid="one"), sound("b", cluster="cụm  số 5", uuid="two"), six()]
    found = places(*twice)
    assert found["a"] == found["b"] == ("conflicts", "same-cluster") and found["6.zip"] == ("counted", "")
    assert not sort_records(twice).all_counted


def test_a_record_of_another_year_than_most_is_not_counted():
    found = places(five(), six(), sound("old.zip", cluster="Cụm số 7", uuid="third", year=2024))
    assert found["old.zip"] == ("other_years", "other-year") and found["5.zip"][0] == "counted"


def test_between_two_years_as_frequent_the_later_is_the_tables():
    table = sort_records([five(year=2024), six(year=2025)])
    assert table.year == 2025 and [put.record.file for put in table.other_years] == ["5.zip"]


def test_p12_a_rehearsal_is_never_counted_beside_a_real_record():
    found = places(five(), six(rehearsal=True))
    assert found == {"5.zip": ("counted", ""), "6.zip": ("rehearsals", "rehearsal")}


def test_p12_nothing_but_rehearsals_makes_a_table_that_says_so():
    table = sort_records([five(rehearsal=True), six(rehearsal=True)])
    assert table.practice and len(table.counted) == 2 and not table.rehearsals
    assert result(table)["rehearsal"] is True and not result(sort_records([five()]))["rehearsal"]


def test_a_meeting_all_by_hand_is_known_by_its_kiosk_and_its_beginning():
    def by_hand(file, minute):
        document = meeting(adopted=False)
        rounds = [{**document["rounds"][0], "mode": "hand", "election": None}]
        return sound(file, changed(document, rounds=rounds, deeds=[deed("meeting_called", minute)]))

    assert places(by_hand("a", 1), by_hand("b", 1))["b"] == ("copies", "same-bytes")
    assert places(by_hand("a", 1), by_hand("b", 2))["b"] == ("conflicts", "same-cluster")


def test_strange_names_of_a_sound_record_end_nothing():
    strange = [
        sound(f"{n}.zip", cluster=name, uuid=f"u{n}") for n, name in enumerate(["\x00", "", "9" * 9000, "\ud800"])
    ]
    assert len(sort_records(strange).counted) == 4


RECORDS = [
    five("a"), five("b"), five("c", adopted=False), sound("d", cluster="Cụm số 5", uuid="other"), six("e"), bad("f"),
    sound("g", cluster="Cụm số 7", uuid="seven", year=2024), sound("h", cluster="Cụm 8", uuid="eight", rehearsal=True),
    sound("i", meeting(cluster="Cụm số 6", uuid="SecondRoundUuid"), kiosk="9999"),
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.sets(st.sampled_from(range(len(RECORDS)))), st.randoms(use_true_random=False))
def test_every_file_has_one_place_whatever_else_is_there_and_in_whatever_order(chosen, order: random.Random):
    few = [RECORDS[place] for place in sorted(chosen)]
    mixed = order.sample(few, len(few))
    assert places(*mixed) == places(*few)
    assert result(sort_records(mixed)) == result(sort_records(few))
