"""`app.py rehearse`, a contract that others script against: what the file says is what is counted, or exit 2."""

import json
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import app
from ballots.errors import Refused
from kiosk.rehearsal import playing
from kiosk.rehearsal.sample import sample_plan
from kiosk.rehearsal.server import WentWrong
from kiosk.rehearsal.votes import read_plan
from tests import tool

ROOT = Path(__file__).resolve().parents[2]


def command(*arguments: object) -> subprocess.CompletedProcess:
    """The command line as a script would call it."""
    return subprocess.run(
        [sys.executable, ROOT / "app.py", *map(str, arguments)], capture_output=True, encoding="utf-8", timeout=120
    )


def small(**changes: object) -> dict:
    """A votes file of three present units, with some of its fields changed."""
    return {
        "present": ["Đơn vị A", "Đơn vị B", "Đơn vị C"],
        "absent": ["Đơn vị D"],
        "tellers": 2,
        "contests": [
            {"title": "Nhất, nhì", "seats": 2, "nominees": ["X", "Y", "Z"]},
            {"title": "Tiêu biểu", "seats": 1, "nominees": ["P", "Q"]},
        ],
        "ballots": [[[0, 1], [1]], [[], [0]], None],
        **changes,
    }


def written(folder: Path, value: object) -> Path:
    file = folder / "votes.json"
    file.write_bytes(value if isinstance(value, bytes) else json.dumps(value).encode())
    return file


def random_votes(units: int, absent: int, contests: list[tuple[int, int]]) -> dict:
    """Anything that the rules allow: contests are (number of nominees, most that a ballot may mark)."""
    names = [f"BHXH tỉnh {place}" for place in range(1, units + 1)]
    lists = [
        {"title": f"Nội dung {place}", "seats": most, "nominees": [f"Đơn vị {place}.{k}" for k in range(number)]}
        for place, (number, most) in enumerate(contests, start=1)
    ]
    ballots = [
        [random.sample(range(number), random.randint(0, most)) for number, most in contests] for _ in names[absent:]
    ]
    ballots[random.randrange(len(ballots))] = None
    return {"present": names[absent:], "absent": names[:absent], "tellers": 3, "contests": lists, "ballots": ballots}


def sums(votes: dict) -> list[dict]:
    """What the outcome must say of the contests, added up from the file."""
    cast = [ballot for ballot in votes["ballots"] if ballot is not None]
    return [
        {
            "title": contest["title"],
            "seats": contest["seats"],
            "blank": sum(ballot[i] == [] for ballot in cast),
            "votes": {name: sum(k in ballot[i] for ballot in cast) for k, name in enumerate(contest["nominees"])},
        }
        for i, contest in enumerate(votes["contests"])
    ]


def test_random_votes_of_nine_units_two_absent_are_counted_as_they_were_cast(tmp_path):
    votes = random_votes(9, 2, [(8, 2), (30, 5)])
    done = command("rehearse", "--out", tmp_path / "out", "--votes", written(tmp_path, votes))
    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout.splitlines()[-1])
    first = ["record", "summoned", "present", "issued", "returned", "contests"]
    assert list(outcome) == [*first, "rounds", "outcome", "adopted", "seconds"]
    assert [outcome[name] for name in ("summoned", "present", "issued", "returned")] == [9, 7, 7, 6]
    assert outcome["contests"] == sums(votes)
    assert all(seconds >= 0 for seconds in outcome["seconds"].values())
    assert outcome["record"] == str(tmp_path / "out" / "record.zip")
    verified = command("verify", outcome["record"], "--json")
    assert verified.returncode == 0, verified.stdout
    report = json.loads(verified.stdout)
    assert report["ok"] is True and report["ballots"] == 6 and report["failed"] == []
    assert report["result"] == [[c["blank"], *c["votes"].values()] for c in sums(votes)]


def test_the_box_of_random_votes_is_good_for_a_program_that_we_did_not_write(tmp_path):
    tool.path()
    done = command("rehearse", "--out", tmp_path, "--votes", written(tmp_path, random_votes(9, 2, [(8, 2), (30, 5)])))
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / "record.zip") as record:
        archive = next(name for name in record.namelist() if name.endswith(".bel"))
        assert tool.strict_verify(archive.removesuffix(".bel"), record.read(archive)) == 6


def test_the_record_of_a_rehearsal_says_that_it_is_one(tmp_path):
    done = command("rehearse", "--out", tmp_path, "--votes", written(tmp_path, small()))
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / "record.zip") as record:
        assert '"rehearsal": true' in record.read("meeting.json").decode()


@pytest.mark.parametrize("ballots", [[None, None, None], [[[], []], [[], []], [[], []]]], ids=["unused", "blank"])
def test_a_box_with_nothing_to_count_is_counted_all_the_same(tmp_path, ballots, capsys):
    votes = small(ballots=ballots)
    assert app.main(["rehearse", "--out", str(tmp_path), "--votes", str(written(tmp_path, votes))]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["contests"] == sums(votes)
    assert app.main(["verify", str(tmp_path / "record.zip"), "--json"]) == 0


def test_the_sample_has_an_absent_unit_an_unused_slip_and_a_blank_ballot():
    plan = sample_plan()
    first = plan.rounds[0].ballots
    assert plan.absent and None in first and ((),) * len(plan.contests) in first
    assert len(first) == len(plan.present)


CONTEST = small()["contests"][0]
BAD = {
    "not JSON": (b"{", "votes-file-malformed"),
    "not UTF-8": (b'{"present": "\xff"}', "votes-file-malformed"),
    "nested without end": (b"[" * 100_000, "votes-file-malformed"),
    "not an object": ([], "votes-file-malformed"),
    "nothing in it": ({}, "votes-file-malformed"),
    "present is not a list": (small(present="A"), "votes-file-malformed"),
    "a unit is a number": (small(absent=[7]), "text-wrong-type"),
    "a unit without a name": (small(absent=[" "]), "text-missing"),
    "a unit both present and absent": (small(absent=["Đơn vị  a"]), "unit-duplicate"),
    "a unit twice": (small(present=["A", "A", "B"]), "unit-duplicate"),
    "nobody present": (small(present=[], ballots=[]), "nobody-present"),
    "no unit at all": (small(present=[], absent=[], ballots=[]), "roster-empty"),
    "no teller": (small(tellers=0), "tellers-number"),
    "eight tellers": (small(tellers=8), "tellers-number"),
    "more locks needed than there are": (small(locks=9), "threshold-wrong"),
    "locks needed in words": (small(locks="2"), "votes-file-malformed"),
    "as many tellers as there are people": (small(tellers=8_000_000_000), "tellers-number"),
    "tellers below zero": (small(tellers=-3), "tellers-number"),
    "tellers is true": (small(tellers=True), "votes-file-malformed"),
    "tellers is a fraction": (small(tellers=2.5), "votes-file-malformed"),
    "no contest": (small(contests=[], ballots=[[], [], []]), "contests-empty"),
    "a contest is a list": (small(contests=[[]]), "votes-file-malformed"),
    "no seat": (small(contests=[{**CONTEST, "seats": 0}]), "seats-wrong"),
    "more seats than nominees": (small(contests=[{**CONTEST, "seats": 4}]), "seats-wrong"),
    "seats is text": (small(contests=[{**CONTEST, "seats": "2"}]), "seats-wrong"),
    "no nominee": (small(contests=[{**CONTEST, "nominees": []}]), "nominees-missing"),
    "a nominee twice": (small(contests=[{**CONTEST, "nominees": ["X", "X"]}]), "nominee-duplicate"),
    "a contest twice": (small(contests=[CONTEST, CONTEST]), "contest-duplicate"),
    "more ballots than units present": (small(ballots=[None] * 4), "ballots-number"),
    "fewer ballots than units present": (small(ballots=[None] * 2), "ballots-number"),
    "too many marks": (small(ballots=[[[0, 1, 2], []], None, None]), "overvote"),
    "an unknown nominee": (small(ballots=[[[3], []], None, None]), "nominee-unknown"),
    "a nominee below zero": (small(ballots=[[[-1], []], None, None]), "nominee-unknown"),
    "a mark twice": (small(ballots=[[[1, 1], []], None, None]), "nominee-unknown"),
    "a mark by name": (small(ballots=[[["X"], []], None, None]), "nominee-unknown"),
    "a mark that is true": (small(ballots=[[[True], []], None, None]), "nominee-unknown"),
    "a mark that is a fraction": (small(ballots=[[[1.0], []], None, None]), "nominee-unknown"),
    "a mark that is a list": (small(ballots=[[[[0]], []], None, None]), "nominee-unknown"),
    "a contest left out of a ballot": (small(ballots=[[[0]], None, None]), "votes-file-malformed"),
    "a contest too many in a ballot": (small(ballots=[[[0], [], []], None, None]), "votes-file-malformed"),
    "null for a contest": (small(ballots=[[None, []], None, None]), "votes-file-malformed"),
    "a ballot that is a number": (small(ballots=[5, None, None]), "votes-file-malformed"),
}


@pytest.mark.parametrize(("value", "code"), BAD.values(), ids=BAD.keys())
def test_a_file_that_breaks_a_rule_is_refused_before_any_server_starts(tmp_path, monkeypatch, capsys, value, code):
    monkeypatch.setattr(playing, "Server", None)
    assert app.main(["rehearse", "--out", str(tmp_path / "out"), "--votes", str(written(tmp_path, value))]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.rstrip().endswith(f"[{code}]")
    assert not (tmp_path / "out").exists()


def test_a_refused_ballot_is_named_by_its_place_in_the_file(tmp_path, capsys):
    file = written(tmp_path, small(ballots=[None, None, [[0, 1, 2], []]]))
    assert app.main(["rehearse", "--out", str(tmp_path), "--votes", str(file)]) == 2
    assert "Phiếu thứ 3" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_refused(tmp_path):
    done = command("rehearse", "--out", tmp_path, "--votes", tmp_path / "nowhere.json")
    assert done.returncode == 2 and "votes-file-unreadable" in done.stderr and done.stdout == ""


def test_a_file_without_end_is_refused():
    with pytest.raises(Refused) as refusal:
        read_plan(Path("/dev/zero"))
    assert refusal.value.code == "votes-file-malformed"


def test_a_place_where_nothing_can_be_written_is_refused(tmp_path, capsys):
    (tmp_path / "out").write_text("a file, not a folder")
    assert app.main(["rehearse", "--out", str(tmp_path / "out")]) == 2
    assert "out-not-writable" in capsys.readouterr().err


def test_a_count_that_differs_from_what_was_cast_ends_in_exit_1(tmp_path, monkeypatch, capsys):
    first = read_plan(written(tmp_path, small())).rounds[0]
    monkeypatch.setattr(type(first), "totals", lambda self: [(0, [1, 1, 1]), (0, [1, 1])])
    assert app.main(["rehearse", "--out", str(tmp_path), "--votes", str(tmp_path / "votes.json")]) == 1
    said = capsys.readouterr()
    assert said.out == "" and "khác với các phiếu đã bỏ" in said.err


def test_a_server_that_does_not_start_ends_in_exit_1(tmp_path, monkeypatch, capsys):
    def broken(*_: object) -> None:
        raise WentWrong("máy chủ hòm phiếu không khởi động được.")

    monkeypatch.setattr(playing, "Server", broken)
    assert app.main(["rehearse", "--out", str(tmp_path)]) == 1
    assert "không khởi động được" in capsys.readouterr().err
