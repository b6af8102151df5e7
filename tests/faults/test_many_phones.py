"""Many phones at once: a hall of 120 has more connections than a process may have at first."""

import socket
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask

from kiosk.crowd import Crowd
from kiosk.rehearsal.people import Person
from kiosk.rehearsal.server import Server
from kiosk.server import listen

FEW_FILES = ("sh", "-c", 'ulimit -S -n 256 && exec "$@"', "sh")  # what a Mac allows at first


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_everybody_in_a_large_hall_gets_an_answer(tmp_path):
    with ExitStack() as hall, Server(tmp_path, within=FEW_FILES) as server:
        phones = [Person(server.base) for _ in range(300)]
        for phone in phones:
            hall.callback(phone._browser.close)
            assert phone.ask("/live/snapshot")["seq"] == 0  # and keeps the connection, as browsers do


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system says otherwise how many may wait")
def test_a_whole_meeting_that_connects_while_the_kiosk_is_busy_need_not_try_again():
    most = int(Path("/proc/sys/net/core/somaxconn").read_text())
    with ExitStack() as hall:
        door = listen(Flask("kiosk"), Crowd(10), "127.0.0.1", 0)  # answers nobody yet
        hall.callback(door.close)
        for _ in range(min(600, most)):
            hall.enter_context(socket.create_connection(("127.0.0.1", door.server_port), timeout=0.5))
