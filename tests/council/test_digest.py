"""What the Council reads of one meeting (kiosk/council/digest.py), and the sums over the clusters."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.record.packing import write_json
from kiosk.council.digest import cluster, clusters, share
from kiosk.council.result import result
from kiosk.council.sorting import sort_records
from tests.council.builders import a_round, contest, meeting, place, sound, unit


def row(document):
    return cluster(sound("record.zip", document))


def test_a_cluster_in_full():
    told = row(meeting())
    assert told["units"] == {"summoned": 4, "present": 3, "absent": 1, "names_absent": ["Hưng Yên"]}
    assert told["ballots"] == {"issued": 3, "returned": 3}
    assert told["officers"] == {"leader": "Quảng Ninh", "deputy": "Phú Thọ"}
    assert told["adoption"] == {
        "favour": 3, "against": 0, "abstain": 0, "present": 3, "at": "2026-01-23T10:00",
        "flags": {"bhxh": 1, "government": 1},
    }  # fmt: skip
    assert told["verification"]["record"] == hashlib.sha256(write_json(meeting())).hexdigest()
    assert told["verification"]["heads"] == ["head of FirstRoundUuid1"] and told["remarks"] == []
    assert told["contests"][0]["proposed"][1] == {
        "unit": "Quảng Ninh", "parent": "", "score": 139_000, "maximum": 140_000, "rank": 2, "decided_by": "votes",
        "votes": 2, "of": 3, "percent": 6667, "runoffs": [], "flag": "bhxh",
    }  # fmt: skip


def test_district_offices_are_not_summoned():
    units = [unit(1, "Phú Thọ"), unit(2, "BHXH huyện Lâm Thao", present=False, parent="Phú Thọ")]
    assert row(meeting(roster=units))["units"] == {"summoned": 1, "present": 1, "absent": 0, "names_absent": []}


@pytest.mark.parametrize(("base", "of"), [("issued", 9), ("returned", 8), ("valid", 7)])
def test_a_per_cent_is_of_the_ballots_that_the_majority_counts(base, of):
    majority = {"part": 1, "whole": 2, "strict": True, "base": base}
    told = a_round("u", [contest(["A"], [5], valid=7, majority=majority)], 9, returned=8)
    outcome = {"title": "Xếp thứ nhất, thứ nhì", "kind": "top_two", "seats": 2, "open_seats": 0, "undecided": "",
               "nominees": [place("A", [5], 1, elected=True)]}  # fmt: skip
    found = row(meeting(rounds=[told], outcome=[outcome]))["contests"][0]
    assert found["base"] == base and found["proposed"][0]["of"] == of


def with_runoff(**last):
    names = ["A", "B", "C"]
    rounds = [
        a_round("void", [contest(names, [1, 1, 1])], 3, voided="Mất điện"),
        a_round("one", [contest(names, [3, 2, 2])], 3, number=2),
        a_round("two", [contest(["B", "C"], [1, 2])], 3, number=3, runoff=True, **last),
    ]
    outcome = {"title": "Xếp thứ nhất, thứ nhì", "kind": "top_two", "seats": 2, "open_seats": 0, "undecided": "",
               "nominees": [place("A", [3, None], 1, elected=True), place("B", [2, 1], 3, decided_by="runoff"),
                            place("C", [2, 2], 2, elected=True, decided_by="runoff")]}  # fmt: skip
    return meeting(rounds=rounds, outcome=[outcome], adoption=None)


def test_votes_are_of_the_first_round_that_counts_and_those_of_a_runoff_stand_beside():
    told = row(with_runoff())
    assert [(one["unit"], one["votes"], one["decided_by"]) for one in told["contests"][0]["proposed"]] == [
        ("A", 3, "votes"), ("C", 2, "runoff")]  # fmt: skip
    assert told["contests"][0]["proposed"][1]["runoffs"] == [{"round": 3, "votes": 2, "of": 3, "percent": 6667}]
    assert [one["voided"] for one in told["rounds"]] == ["Mất điện", "", ""]
    assert told["verification"]["heads"] == ["head of void", "head of one", "head of two"]


def test_what_deserves_a_look_is_remarked():
    tie = {"title": "Tiêu biểu", "kind": "outstanding", "seats": 1, "open_seats": 1, "undecided": "tie",
           "nominees": [place("A", [1, None], 1, tied=True), place("B", [1, None], 1, tied=True)]}  # fmt: skip
    document = with_runoff(mode="hand", election=None)
    document["outcome"].append(tie)
    document["eligibility"] = [{"unit": 2, "verdict": "below", "objections": [], "exception": True}]
    told = row(document)
    assert told["remarks"] == [
        "Hội nghị chưa thông qua kết quả.",
        "Bằng phiếu, chưa đủ số được bầu ở “Tiêu biểu”.",
        "Lần bầu 1 bị hủy: Mất điện.",
        "Lần bầu 3 bỏ phiếu giấy, kiểm phiếu bằng tay: không có hòm phiếu để kiểm tra.",
        "Quảng Ninh được hội nghị biểu quyết cho vào danh sách bầu dù chưa đủ điều kiện.",
    ]
    assert told["contests"][1]["tied"] == ["A", "B"] and told["contests"][1]["proposed"] == []


def test_a_unit_in_two_clusters_is_remarked_on_in_both():
    one, other = meeting(cluster="Cụm số 5"), meeting(cluster="Cụm 5", uuid="u", units=("phú thọ", "A", "B", "C"))
    rows = clusters([sound("a", one), sound("b", other)])
    assert rows[0]["remarks"] == ["Phú Thọ cũng có trong danh sách của Cụm 5."]
    assert rows[1]["remarks"] == ["phú thọ cũng có trong danh sách của Cụm số 5."]


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_per_cent_is_the_nearest_hundredth_half_up(votes, of):
    percent = share(votes, of)["percent"]
    if of == 0:
        assert percent is None
    else:
        assert -of <= 2 * (votes * 10_000 - percent * of) < of or votes * 10_000 == percent * of


def test_sums_are_those_of_the_counted_clusters_only():
    other = [f"Đơn vị {n}" for n in range(1, 8)]
    some = [sound("a"), sound("b", cluster="Cụm số 6", uuid="u", units=other, adopted=False),
            sound("c", cluster="Cụm số 7", uuid="v", rehearsal=True)]  # fmt: skip
    told = result(sort_records(some))
    assert told["totals"] == {
        "clusters": 2, "summoned": 11, "present": 9, "absent": 2, "issued": 9, "returned": 9, "proposed": 4,
        "adopted": 1, "bhxh": 1, "government": 1,
    }  # fmt: skip
    assert told["ok"] and [one["file"] for one in told["rehearsals"]] == ["c"]


def test_officers_are_not_among_those_proposed():
    document = meeting()
    document["outcome"].append({**document["outcome"][0], "kind": "leader", "title": "Cụm trưởng"})
    assert result(sort_records([sound("a", document)]))["totals"]["proposed"] == 2
