"""The laptop does not fall asleep in the middle of a meeting, and is free again afterwards, whatever became of the kiosk."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from ballots.stage import Stage
from kiosk import awake
from kiosk.awake import Awake, command, follow

DIES = "from kiosk.awake import Awake; import os; Awake('linux').hold(); os._exit(9)"


@pytest.fixture
def told(tmp_path, monkeypatch) -> Path:
    """The file in which a stand-in for the system's own command says that it began, with what, and that it ended."""
    said, places = tmp_path / "said", tmp_path / "bin"
    os.mkfifo(said)
    places.mkdir()
    for name in ("systemd-inhibit", "caffeinate"):
        (places / name).write_text(f'#!/bin/sh\nexec 3>"{said}"\necho "$0 $*" >&3\nexec cat\n')
        (places / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{places}:{os.environ['PATH']}")
    return said


def hall(stage: Stage | None) -> SimpleNamespace:
    return SimpleNamespace(meeting=SimpleNamespace(called=stage is not None, stage=stage))


@pytest.mark.parametrize(
    ("stage", "held"),
    [(None, False), (Stage.PREPARING, True), (Stage.OPEN, True), (Stage.COUNTED, True), (Stage.ADOPTED, False)],
)
def test_it_is_held_from_the_call_of_a_meeting_to_its_adoption(stage, held):
    one = SimpleNamespace(hold=lambda: held_or_not.append(True), let_go=lambda: held_or_not.append(False))
    held_or_not = []
    follow(hall(stage), one)
    assert held_or_not == [held]


def test_linux_is_asked_once_and_free_again_when_it_is_let_go(told):
    holding = Awake("linux")
    holding.hold(), holding.hold()
    with told.open() as said:
        assert "systemd-inhibit --what=idle:sleep" in said.readline()
        holding.let_go(), holding.let_go()
        assert said.read() == "", "one command, and it has ended"


def test_it_is_free_again_when_the_kiosk_is_killed(told):
    with subprocess.Popen([sys.executable, "-c", DIES]) as kiosk, told.open() as said:
        assert "systemd-inhibit" in said.readline()
        assert said.read() == "" and kiosk.wait() == 9


def test_a_mac_watches_the_kiosk_itself():
    assert command("darwin", 42) == ["caffeinate", "-di", "-w", "42"]


def test_windows_is_told_what_to_keep_on_and_then_nothing(monkeypatch):
    asked = []
    kernel = SimpleNamespace(SetThreadExecutionState=lambda state: asked.append(state.value))
    monkeypatch.setattr(awake.ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    holding = Awake("win32")
    holding.hold(), holding.let_go()
    assert asked == [0x80000003, 0x80000000]


def test_a_system_without_it_is_left_as_it_is(monkeypatch):
    monkeypatch.setenv("PATH", "")
    holding = Awake("linux")
    holding.hold(), holding.let_go(), holding.hold()
    assert holding.held
