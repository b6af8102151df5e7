"""Many phones at once: a hall of 120 has more connections than a process may have at first."""

import sys
from contextlib import ExitStack

import pytest

from kiosk.rehearsal.people import Person
from kiosk.rehearsal.server import Server

FEW_FILES = ("sh", "-c", 'ulimit -S -n 256 && exec "$@"', "sh")  # what a Mac allows at first


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_everybody_in_a_large_hall_gets_an_answer(tmp_path):
    with ExitStack() as hall, Server(tmp_path, within=FEW_FILES) as server:
        phones = [Person(server.base) for _ in range(300)]
        for phone in phones:
            hall.callback(phone._browser.close)
            assert phone.ask("/live/snapshot")["seq"] == 0  # and keeps the connection, as browsers do
