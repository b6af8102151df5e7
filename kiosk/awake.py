"""The laptop stays awake while a meeting is under way: asleep, it is a box that nobody in the room can reach.

Each system has its own way to ask for it, and lets go by itself when the kiosk ends, however it ends. Nobody is told where it
cannot be asked: the laptop then sleeps as it is set to (docs/manual/vi/starting.md). A lid that is closed is not held.
"""

import ctypes
import os
import subprocess
import sys

import gevent

from ballots.stage import Stage
from kiosk.hall import Hall

PERIOD = 20  # seconds; the shortest time after which a laptop can be set to sleep is a minute
_CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 1, 2
"""ES_CONTINUOUS, ES_SYSTEM_REQUIRED, ES_DISPLAY_REQUIRED of SetThreadExecutionState (Windows); gone with the thread."""


def command(platform: str, pid: int) -> list[str]:
    """What holds a Mac or a Linux laptop awake as long as process `pid` lives, or its own standard input is open."""
    if platform == "darwin":
        return ["caffeinate", "-di", "-w", str(pid)]
    why = ["--who=Hòm Phiếu", "--why=Hội nghị đang diễn ra", "--mode=block"]
    return ["systemd-inhibit", "--what=idle:sleep", *why, "cat"]


class Awake:
    """`hold` and `let_go` are idempotent and never raise; both are called by one thread, which goes on living."""

    def __init__(self, platform: str = sys.platform) -> None:
        self._platform = platform
        self._process: subprocess.Popen | None = None
        self.held = False

    def hold(self) -> None:
        if self.held:
            return
        self.held = True
        if self._platform == "win32":
            self._ask_windows(_CONTINUOUS | _SYSTEM | _DISPLAY)
        else:
            self._start()

    def let_go(self) -> None:
        if not self.held:
            return
        self.held = False
        if self._platform == "win32":
            self._ask_windows(_CONTINUOUS)
        elif self._process:
            self._process.stdin.close()
            self._process.terminate()
            self._process.wait()
            self._process = None

    def _start(self) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        try:
            self._process = subprocess.Popen(command(self._platform, os.getpid()), stdin=subprocess.PIPE, **quiet)
        except OSError:  # a system without it
            self._process = None

    def _ask_windows(self, state: int) -> None:
        ctypes.windll.kernel32.SetThreadExecutionState(ctypes.c_uint(state))


def follow(hall: Hall, awake: Awake) -> None:
    """Hold from the call of a meeting to its adoption."""
    if hall.meeting.called and hall.meeting.stage is not Stage.ADOPTED:
        awake.hold()
    else:
        awake.let_go()


def start_following(hall: Hall) -> gevent.Greenlet:
    """From now on, until the process ends."""
    return gevent.spawn(_go_on_following, hall, Awake())


def _go_on_following(hall: Hall, awake: Awake) -> None:
    while True:
        gevent.sleep(PERIOD)
        follow(hall, awake)
