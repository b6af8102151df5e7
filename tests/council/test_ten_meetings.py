"""Ten meetings over the real server, and the Council's table of their records: every number is the one that was cast."""

import json
import random
from pathlib import Path

import openpyxl
import pytest

from kiosk.council.command import run
from kiosk.rehearsal.playing import play
from kiosk.rehearsal.sample import sample_plan
from kiosk.rehearsal.votes import read_plan
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


@pytest.fixture(scope="module")
def ten(tmp_path_factory) -> tuple[Path, dict[str, dict]]:
    """A folder of ten records, the first of the sample with its run-offs; and what each meeting announced, by file."""
    folder = tmp_path_factory.mktemp("ten")
    (folder / "votes.json").write_text("")
    announced = {}
    for number in range(1, 11):
        (folder / str(number)).mkdir()
        plan = sample_plan()
        if number > 1:
            (folder / "votes.json").write_text(json.dumps(votes(number)))
            plan = read_plan(folder / "votes.json")
        announced[f"{number}/{NAME}"] = play(plan, folder / str(number) / NAME, progress=lambda words: None)
    return folder, announced


def council(folder: Path, capsys) -> tuple[int, dict]:
    status = run(folder, folder.parent / "ten.xlsx", json=True, number=2)
    return status, json.loads(capsys.readouterr().out)


def test_all_ten_are_verified_and_every_number_is_the_one_announced(ten, capsys):
    folder, announced = ten
    status, told = council(folder, capsys)
    assert (
        status == 0
        and told["ok"]
        and told["rehearsal"]
        and [one["code"] for one in told["skipped"]] == ["not-a-record"]
    )
    assert {row["file"] for row in told["clusters"]} == set(announced)
    for row in told["clusters"]:
        meeting = announced[row["file"]]
        assert {**row["units"], **row["ballots"]} | {"names_absent": None} == {
            "summoned": meeting["summoned"], "present": meeting["present"], "names_absent": None,
            "absent": meeting["summoned"] - meeting["present"],
            "issued": meeting["issued"], "returned": meeting["returned"],
        }  # fmt: skip
        elected = [[one["unit"] for one in contest["proposed"]] for contest in row["contests"]]
        assert elected == [one["elected"] for one in meeting["outcome"]]
        assert [one["undecided"] for one in row["contests"]] == [one["undecided"] for one in meeting["outcome"]]
        assert (row["adoption"] is not None) == meeting["adopted"] and len(row["rounds"]) == meeting["rounds"]
    assert told["totals"]["issued"] == sum(meeting["issued"] for meeting in announced.values())


def test_the_sheet_has_the_same_ten(ten, capsys):
    folder, announced = ten
    council(folder, capsys)
    book = openpyxl.load_workbook(folder.parent / "ten.xlsx")
    rows, files = (list(book[name].iter_rows(values_only=True)) for name in ("Tổng hợp", "Kiểm tra hồ sơ"))
    assert {row[1] for row in files if row[2] == "đúng"} == set(announced)
    assert sum(row[7] for row in rows if isinstance(row[0], int)) == sum(one["issued"] for one in announced.values())


def test_the_kiosks_signatures_on_the_papers_are_told(ten, capsys):
    _, told = council(ten[0], capsys)
    adopted = [row for row in told["clusters"] if row["adoption"]]
    assert adopted and all("bao-cao.pdf" in " ".join(row["signers"]) for row in adopted)


def test_one_damaged_and_one_twice_are_told_and_the_others_counted(ten, capsys, tmp_path):
    folder, announced = ten
    for name in announced:
        (tmp_path / "in" / name).parent.mkdir(parents=True)
        (tmp_path / "in" / name).write_bytes((folder / name).read_bytes())
    raw = (folder / "4" / NAME).read_bytes()
    (tmp_path / "in" / "4" / NAME).write_bytes(damaged(raw))
    (tmp_path / "in" / "5" / "copy.zip").write_bytes((folder / "5" / NAME).read_bytes())
    status, told = council(tmp_path / "in", capsys)
    assert status == 1 and told["totals"]["clusters"] == 9
    assert [(one["file"], one["failed"][0]["code"]) for one in told["bad"]] == [(f"4/{NAME}", "record-damaged")]
    assert [one["file"] for one in told["copies"]] == [f"5/{NAME}"]
