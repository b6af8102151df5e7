"""P7: a kiosk is killed and its store damaged; the start says which command goes on from the copy, and that command does."""

import re
import shlex
import time
from pathlib import Path

from kiosk.command_line import main
from kiosk.copying import FOLDER
from kiosk.head import read_head
from kiosk.rehearsal.people import Person, Secretary
from kiosk.rehearsal.server import Server
from tests.faults.test_starting import start


def copied(stick: Path, seq: int) -> None:
    limit = time.monotonic() + 30
    while (head := read_head(stick / FOLDER / "kiosk.head")) is None or head.seq < seq:
        assert time.monotonic() < limit, head
        time.sleep(0.05)


def test_p7_the_command_that_a_refused_start_gives_goes_on_from_the_copy(tmp_path, capsys):
    instance, stick = tmp_path / "dữ liệu", tmp_path / "một USB"
    stick.mkdir()
    server = Server(instance, options=["--copy-to", stick])
    secretary = Secretary(server.base)
    secretary.enter(server.desk)
    secretary.do("meeting", {"sample": True})
    for unit in Person(server.base).ask("/live/snapshot")["units"][:3]:
        secretary.do("roll-call", {"unit": unit["id"], "present": True})
    before = Person(server.base).ask("/live/snapshot")
    copied(stick, before["seq"])
    server.kill()
    log = instance / "kiosk.db-wal"
    log.write_bytes(log.read_bytes()[: log.stat().st_size // 2])

    status, out, err = start("--port", 0, "--instance", instance, "--copy-to", stick)
    assert (status, out) == (2, "") and "[store-behind]" in err
    command = re.search(r"uv run app\.py (restore .*?) \. ", err)[1]
    assert main(shlex.split(command)) == 0
    assert "Dữ liệu cũ còn nguyên ở" in capsys.readouterr().out
    with Server(instance, options=["--copy-to", stick]) as server:
        after = Person(server.base).ask("/live/snapshot")
        assert {**after, "addresses": {}} == {**before, "addresses": {}}, "only the port is another one"
