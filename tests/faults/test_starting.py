"""Starting where it cannot: each has its own answer on stderr, exit 2, and what runs already goes on running."""

import shutil
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.rehearsal.server import Server
from tests.faults.standing import Standing

ROOT = Path(__file__).resolve().parents[2]


def start(*arguments: object, root: Path = ROOT) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a start that must not succeed."""
    done = subprocess.run(
        [sys.executable, root / "app.py", "--host", "127.0.0.1", "--no-browser", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        timeout=30,
        cwd=root,
    )
    return done.returncode, done.stdout, done.stderr


def refused(code: str, *arguments: object, root: Path = ROOT) -> None:
    status, out, err = start(*arguments, root=root)
    assert (status, out) == (2, "")
    assert err.rstrip().endswith(f"[{code}]") and len(err.splitlines()) == 1


def test_a_second_kiosk_on_one_instance_is_refused_and_the_first_goes_on(tmp_path):
    with Standing(tmp_path) as kiosk:
        kiosk.until("open")
        refused("instance-in-use", "--port", 0, "--instance", tmp_path)
        kiosk.cast(0, [[1]])
        assert kiosk.codes() == list(kiosk.receipts)


def test_a_store_that_another_program_has_locked_is_refused_and_opens_afterwards(tmp_path):
    other = sqlite3.connect(tmp_path / "kiosk.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    refused("instance-in-use", "--port", 0, "--instance", tmp_path)
    other.execute("ROLLBACK")
    other.close()
    Server(tmp_path).stop()


def test_a_port_that_is_taken_is_refused(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        refused("port-in-use", "--port", other.getsockname()[1], "--instance", tmp_path)


def test_an_address_that_is_not_of_this_machine_is_refused(tmp_path):
    refused("address-wrong", "--host", "192.0.2.1", "--port", 0, "--instance", tmp_path)


@pytest.mark.parametrize("port", [-1, 65_536])
def test_a_port_that_no_machine_has_is_refused(tmp_path, port):
    refused("port-wrong", "--port", port, "--instance", tmp_path)


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("folder is a file", "store-not-writable"),
        ("store is a folder", "store-not-writable"),
        ("store is something else", "store-unreadable"),
    ],
)
def test_a_store_that_cannot_be_used_is_refused(tmp_path, place, code):
    instance = tmp_path / "instance"
    if place == "folder is a file":
        instance.write_text("")
    elif place == "store is a folder":
        (instance / "kiosk.db").mkdir(parents=True)
    else:
        instance.mkdir()
        (instance / "kiosk.db").write_text("Đây không phải là một kho dữ liệu. " * 100)
    refused(code, "--port", 0, "--instance", instance)


def test_missing_bundles_are_named_and_nothing_starts(tmp_path):
    for part in ("kiosk", "ballots", "templates"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "static", tmp_path / "static", ignore=shutil.ignore_patterns("dist"))
    shutil.copy(ROOT / "app.py", tmp_path)
    refused("bundles-missing", "--port", 0, "--instance", tmp_path / "instance", root=tmp_path)
    assert not (tmp_path / "instance").exists()


def test_the_first_line_on_stdout_is_where_the_desk_is_and_the_key_changes_at_every_start(tmp_path):
    first = Server(tmp_path)
    first.stop()
    second = Server(tmp_path)
    second.stop()
    assert first.desk.startswith("http://127.0.0.1:") and "/desk?key=" in first.desk
    assert first.desk.split("key=")[1] != second.desk.split("key=")[1]
