"""Ten meetings over the real server, and the Council's table of their records: every number is the one that was cast."""

import json
import random
import shutil
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from kiosk.council.command import council, run
from kiosk.rehearsal.playing import play
from kiosk.rehearsal.sample import sample_plan
from kiosk.rehearsal.votes import read_plan
from tests import scripted
from tests.council.records import damaged

NAME = "record.zip"


def votes(number: int) -> dict:
    """A meeting of six units, one of them absent; the votes are as they come, so some places may be tied."""
    chance = random.Random(number)
    units = [f"BHXH tỉnh {number}.{place}" for place in range(1, 7)]
    marks = [[chance.sample(range(4), 2), [chance.randrange(3)]] for _ in units[1:]]
    return {
        "meeting": {"cluster": f"Cụm {number}", "year": sample_plan().meeting["year"], "title": "Hội nghị tổng kết"},
        "present": units[1:], "absent": units[:1], "tellers": 2,
        "units": [{"name": name, "score": 1386.5, "maximum": 1400, "standard": True, "organisation": True}
                  for name in units],
        "contests": [{"title": "Thứ nhất, thứ nhì", "seats": 2, "nominees": units[:4], "kind": "top_two"},
                     {"title": "Tiêu biểu", "seats": 1, "nominees": units[3:]}],
        "ballots": [*marks[:-1], None],
    }  # fmt: skip


class Ten(NamedTuple):
    """The folder of their records, what each meeting announced by file, and the Council's result with its workbook."""

    folder: Path
    announced: dict[str, dict]
    told: dict
    book: openpyxl.Workbook


@pytest.fixture(scope="module")
def ten(tmp_path_factory) -> Ten:
    """The first is the sample's meeting with its run-offs, the second the scripted one."""
    folder = tmp_path_factory.mktemp("ten")
    file = folder / "votes.json"
    announced = {}
    for number in range(1, 11):
        record = folder / str(number) / NAME
        record.parent.mkdir()
        file.write_text(json.dumps(scripted.votes_file("Cụm 2") if number == 2 else votes(number)))
        plan = read_plan(file) if number > 1 else sample_plan()
        announced[f"{number}/{NAME}"] = play(plan, record, progress=lambda words: None)
    told = council(folder, folder / "ten.xlsx", None, 2)
    return Ten(folder, announced, told, openpyxl.load_workbook(folder / "ten.xlsx"))


def test_all_ten_are_verified_and_every_number_is_the_one_announced(ten):
    told = ten.told
    assert told["ok"] and told["rehearsal"] and [one["code"] for one in told["skipped"]] == ["not-a-record"]
    assert {row["file"] for row in told["clusters"]} == set(ten.announced)
    for row in told["clusters"]:
        meeting = ten.announced[row["file"]]
        numbers = {name: row["units"][name] for name in ("summoned", "present", "absent")}
        assert {**numbers, **row["ballots"], "rounds": len(row["rounds"]), "adopted": row["adoption"] is not None} == {
            **{name: meeting[name] for name in ("summoned", "present", "issued", "returned", "rounds", "adopted")},
            "absent": meeting["summoned"] - meeting["present"],
        }
        elected = [[one["unit"] for one in contest["proposed"]] for contest in row["contests"]]
        assert elected == [one["elected"] for one in meeting["outcome"]]
        assert [one["undecided"] for one in row["contests"]] == [one["undecided"] for one in meeting["outcome"]]
    assert told["totals"]["issued"] == sum(meeting["issued"] for meeting in ten.announced.values())


def test_votes_are_those_announced_for_the_first_round(ten):
    for row in ten.told["clusters"]:
        announced = {contest["title"]: contest["votes"] for contest in ten.announced[row["file"]]["contests"]}
        for contest in row["contests"]:
            for one in contest["proposed"]:
                assert one["votes"] == announced[contest["title"]][one["unit"]]


def test_the_sheet_has_the_same_ten(ten):
    rows, files = (list(ten.book[name].iter_rows(values_only=True)) for name in ("Tổng hợp", "Kiểm tra hồ sơ"))
    assert {row[1] for row in files if row[2] == "đúng"} == set(ten.announced)
    issued = sum(one["issued"] for one in ten.announced.values())
    assert sum(row[7] for row in rows if isinstance(row[0], int)) == issued == rows[-1][7]


def test_the_kiosks_signatures_on_the_papers_are_told(ten):
    adopted = [row for row in ten.told["clusters"] if row["adoption"]]
    assert adopted and all("bao-cao.pdf" in " ".join(row["signers"]) for row in adopted)


def test_one_damaged_and_one_twice_are_told_and_the_others_counted(ten, capsys, tmp_path):
    shutil.copytree(ten.folder, tmp_path / "in")
    fourth, fifth = (tmp_path / "in" / number / NAME for number in "45")
    fourth.write_bytes(damaged(fourth.read_bytes()))
    shutil.copy(fifth, fifth.with_name("copy.zip"))
    status = run(tmp_path / "in", tmp_path / "ten.xlsx", json=True, number=2)
    told = json.loads(capsys.readouterr().out)
    assert status == 1 and told["totals"]["clusters"] == 9
    assert [(one["file"], one["failed"][0]["code"]) for one in told["bad"]] == [(f"4/{NAME}", "record-damaged")]
    assert [one["file"] for one in told["copies"]] == [f"5/{NAME}"]
