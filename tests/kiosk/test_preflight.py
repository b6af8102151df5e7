"""What `check` finds the day before: every check where all is well and where it is not."""

import errno
import shutil
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography import x509

from ballots.meeting import Meeting
from ballots.stage import Stage
from kiosk import server
from kiosk.certificate import FILE, KioskCertificate
from kiosk.config import Config
from kiosk.papers import typesetting
from kiosk.preflight import data, laptop, network, program
from kiosk.preflight.asked import Asked
from kiosk.preflight.command import CHECKS
from kiosk.preflight.finding import Finding, Grade
from kiosk.signing import KioskKey
from kiosk.tls_certificate import tls_certificate
from tests.certificates import FINGERPRINT
from tests.halls import room

VIETNAM = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 28, 20, 0, tzinfo=VIETNAM)
LONG_AGO, LATER = NOW - timedelta(days=4000), NOW + timedelta(days=60)
HELD = {"seq": 1, "title": "Hội nghị tổng kết", "year": 2026}
TAKEN, FORBIDDEN = OSError(errno.EADDRINUSE, "in use"), OSError(errno.EACCES, "not allowed")
GOOD, LOOK, MEND = Grade.GOOD, Grade.LOOK, Grade.MEND


def asked(folder: Path, platform: str = "linux", now: datetime = NOW, **settings: object) -> Asked:
    return Asked(Config(**{"instance": folder, "port": 0, "https_port": 0, **settings}), now, platform)


def with_tls(folder: Path, made: datetime, name: str = "192.168.1.5") -> tuple[x509.Certificate, Config]:
    path = tls_certificate(folder, [name], made).path
    return x509.load_pem_x509_certificate(path.read_bytes()), {"tls_cert": path, "tls_key": path}


def judged_tls(folder: Path, made: datetime, now: datetime, name: str = "192.168.1.5") -> Finding:
    return program.judge_tls(with_tls(folder, made, name)[0], now, ["192.168.1.5"])


def without_its_key(folder: Path) -> Finding:
    cert, other = tls_certificate(folder / "a", ["x"], NOW).path, folder / "key.pem"
    other.write_text("không phải khóa")
    return program.tls(asked(folder, tls_cert=cert, tls_key=other))


def signing_on(folder: Path, now: datetime) -> Finding:
    KioskCertificate.load_or_make(folder, FINGERPRINT, NOW)
    return program.signing(asked(folder, now=now))


def damaged_signing(folder: Path) -> Finding:
    (folder / FILE).write_text("hỏng")
    return program.signing(asked(folder))


def held(**more: object) -> Finding:
    return data.judge_meeting(Meeting(**{**HELD, **more}))


def a_real_meeting(folder: Path) -> Finding:
    made = room(folder, "preparing")
    made.hall.close()
    return data.meeting(asked(folder))


def one_in_use(folder: Path) -> Finding:
    made = room(folder, "preparing")
    try:
        return data.meeting(asked(folder))
    finally:
        made.hall.close()


def one_without_its_key(folder: Path) -> Finding:
    room(folder, "preparing").hall.close()
    (folder / "kiosk.key").unlink()
    found = data.meeting(asked(folder))
    assert not (folder / "kiosk.key").exists(), "no other key is made"
    return found


def a_damaged_store(folder: Path) -> Finding:
    KioskKey.load_or_make(folder / "kiosk.key")
    (folder / "kiosk.db").write_text("không phải kho dữ liệu " * 100)
    return data.meeting(asked(folder))


def a_folder_that_is_a_file(folder: Path, check: Callable[[Asked], Finding]) -> Finding:
    (folder / "tệp").write_text("")
    return check(asked(folder / "tệp"))


def without(monkeypatch: pytest.MonkeyPatch, check: Callable[[Asked], Finding], folder: Path) -> Finding:
    """The fonts have not been built."""
    monkeypatch.setattr(typesetting, "FONTS", (folder / "Tinos.ttf",))
    return check(asked(folder))


def a_port_that_is_taken(check: Callable[[Asked], Finding], name: str, folder: Path) -> Finding:
    with socket.create_server(("0.0.0.0", 0)) as other:
        return check(asked(folder, **{name: other.getsockname()[1]}))


def clocked(now: datetime = NOW, newest: datetime | None = None, year: int | None = None) -> Finding:
    return laptop.judge_clock(now, newest, year)


def addressed(*found: str) -> Finding:
    return network.judge_addresses(list(found), {"192.168.1.5": "wlan0"}, "http", 8000)


ON = Path("/data")
CASES: list[tuple[str, str, Grade, Callable[[Path, pytest.MonkeyPatch], Finding]]] = [
    ("built", "all is there", GOOD, lambda folder, _: program.built(asked(folder))),
    ("built", "no fonts", MEND, lambda folder, patch: without(patch, program.built, folder)),
    ("http-port", "any", GOOD, lambda folder, _: network.http_port(asked(folder))),
    ("http-port", "taken", MEND, lambda folder, _: a_port_that_is_taken(network.http_port, "port", folder)),
    ("http-port", "forbidden", MEND, lambda *_: network.judge_port(80, "--port", FORBIDDEN)),
    ("http-port", "no such port", MEND, lambda folder, _: network.http_port(asked(folder, port=70_000))),
    ("https-port", "none", GOOD, lambda folder, _: network.https_port(asked(folder, https_port=None))),
    ("https-port", "any", GOOD, lambda folder, _: network.https_port(asked(folder))),
    ("https-port", "usual one taken", LOOK, lambda *_: network.judge_port(8443, "--https-port", TAKEN)),
    ("https-port", "taken", MEND, lambda folder, _: a_port_that_is_taken(network.https_port, "https_port", folder)),
    ("addresses", "one", GOOD, lambda *_: addressed("192.168.1.5")),
    ("addresses", "none", MEND, lambda *_: addressed()),
    ("addresses", "none was given", LOOK, lambda *_: addressed("169.254.3.4")),
    ("firewall", "none seen", GOOD, lambda *_: network.judge_linux_firewall([8000, 8443], False, False)),
    ("firewall", "ufw", LOOK, lambda *_: network.judge_linux_firewall([8000, 8443], True, False)),
    ("firewall", "firewalld", LOOK, lambda *_: network.judge_linux_firewall([], False, True)),
    ("firewall", "Windows", LOOK, lambda folder, _: network.firewall(asked(folder, "win32"))),
    ("firewall", "macOS", LOOK, lambda folder, _: network.firewall(asked(folder, "darwin"))),
    ("disk-space", "enough", GOOD, lambda *_: laptop.judge_disk_space(50_000)),
    ("disk-space", "little", LOOK, lambda *_: laptop.judge_disk_space(999)),
    ("disk-space", "too little", MEND, lambda *_: laptop.judge_disk_space(99)),
    ("writable", "written", GOOD, lambda folder, _: data.writable(asked(folder / "mới"))),
    ("writable", "is a file", MEND, lambda folder, _: a_folder_that_is_a_file(folder, data.writable)),
    ("writable", "slow", LOOK, lambda *_: data.judge_writing(ON, None, 1.5)),
    ("writable", "synchronised", LOOK, lambda *_: data.judge_writing(Path("/x/OneDrive/hop"), None, 0)),
    ("meeting", "a real one", GOOD, lambda folder, _: a_real_meeting(folder)),
    ("meeting", "none", LOOK, lambda folder, _: data.meeting(asked(folder))),
    ("meeting", "in use", MEND, lambda folder, _: one_in_use(folder)),
    ("meeting", "no key", MEND, lambda folder, _: one_without_its_key(folder)),
    ("meeting", "damaged", MEND, lambda folder, _: a_damaged_store(folder)),
    ("meeting", "rehearsal", LOOK, lambda *_: held(rehearsal=True)),
    ("meeting", "adopted", LOOK, lambda *_: held(stage=Stage.ADOPTED)),
    ("meeting", "under way", LOOK, lambda *_: held(stage=Stage.OPEN)),
    ("clock", "plausible", GOOD, lambda *_: clocked(newest=NOW.replace(tzinfo=None), year=2025)),
    ("clock", "last century", MEND, lambda *_: clocked(NOW.replace(year=1999))),
    ("clock", "before the last fact", MEND, lambda *_: clocked(newest=LATER.replace(tzinfo=None))),
    ("clock", "another zone", LOOK, lambda *_: clocked(NOW.astimezone(UTC))),
    ("clock", "another year", LOOK, lambda *_: clocked(year=2022)),
    ("signing", "not made yet", GOOD, lambda folder, _: program.signing(asked(folder))),
    ("signing", "in time", GOOD, lambda folder, _: signing_on(folder, NOW)),
    ("signing", "not yet", MEND, lambda folder, _: signing_on(folder, LONG_AGO)),
    ("signing", "expired", MEND, lambda folder, _: signing_on(folder, NOW + timedelta(days=4000))),
    ("signing", "damaged", MEND, lambda folder, _: damaged_signing(folder)),
    ("tls", "none given", GOOD, lambda folder, _: program.tls(asked(folder))),
    ("tls", "in time", GOOD, lambda folder, _: judged_tls(folder, NOW, NOW)),
    ("tls", "expired", MEND, lambda folder, _: judged_tls(folder, LONG_AGO, NOW)),
    ("tls", "not yet", MEND, lambda folder, _: judged_tls(folder, LATER, NOW)),
    ("tls", "nearly over", LOOK, lambda folder, _: judged_tls(folder, NOW, NOW + timedelta(days=393))),
    ("tls", "of another address", LOOK, lambda folder, _: judged_tls(folder, NOW, NOW, "10.0.0.1")),
    ("tls", "not its key", MEND, lambda folder, _: without_its_key(folder)),
    ("papers", "made", GOOD, lambda folder, _: program.papers(asked(folder))),
    ("papers", "no fonts", MEND, lambda folder, patch: without(patch, program.papers, folder)),
    ("power", "plugged in", GOOD, lambda *_: laptop.judge_power((80, True))),
    ("power", "no battery", GOOD, lambda *_: laptop.judge_power(None)),
    ("power", "on battery", LOOK, lambda *_: laptop.judge_power((80, False))),
    ("sleep", "held", GOOD, lambda folder, _: laptop.sleep(asked(folder, "win32"))),
    ("sleep", "left alone", LOOK, lambda folder, _: laptop.sleep(asked(folder, "win32", stay_awake=False))),
    ("sheet", "written", GOOD, lambda folder, _: program.sheet(asked(folder))),
    ("sheet", "is a file", LOOK, lambda folder, _: a_folder_that_is_a_file(folder, program.sheet)),
    ("sheet", "no fonts", MEND, lambda folder, patch: without(patch, program.sheet, folder)),
]


@pytest.mark.parametrize(
    ("check", "case", "grade", "find"), CASES, ids=[f"{check}: {case}" for check, case, *_ in CASES]
)
def test_a_check_finds_what_is_there_and_says_what_to_do(tmp_path, monkeypatch, check, case, grade, find):
    found = find(tmp_path, monkeypatch)
    assert found.grade is grade, found
    assert found.found.endswith((".", "]", ".pdf", "8000.")) and (found.todo or grade is GOOD)


def test_every_check_is_tried_where_it_is_good_and_where_it_is_not():
    assert {check for check, _, grade, _ in CASES if grade is GOOD} == set(CHECKS)
    assert {check for check, _, grade, _ in CASES if grade is not GOOD} == set(CHECKS)


def test_the_clock_is_compared_with_facts_and_files_of_the_instance(tmp_path):
    made = room(tmp_path, "preparing")
    made.hall.close()
    before = datetime.now(VIETNAM) - timedelta(days=30)
    assert laptop.clock(asked(tmp_path, now=before)).grade is MEND
    (tmp_path / "kiosk.db").rename(tmp_path.parent / "elsewhere.db")
    assert laptop.clock(asked(tmp_path, now=before)).grade is MEND, "files tell it too"
    shutil.rmtree(tmp_path)
    assert laptop.clock(asked(tmp_path, now=before)).grade is GOOD


def test_what_a_check_asks_of_the_machine_is_what_it_judges(tmp_path, monkeypatch):
    monkeypatch.setattr("psutil.sensors_battery", lambda: SimpleNamespace(percent=41.4, power_plugged=False))
    assert "41 %" in laptop.power(asked(tmp_path)).found
    monkeypatch.setattr("psutil.sensors_battery", lambda: None)
    assert laptop.power(asked(tmp_path)).grade is GOOD
    monkeypatch.setattr(shutil, "disk_usage", lambda place: SimpleNamespace(free=5_000_000))
    assert laptop.disk_space(asked(tmp_path / "not" / "yet")).grade is MEND
    monkeypatch.setattr(network, "lan_addresses", lambda: [])
    assert network.addresses(asked(tmp_path)).grade is MEND
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    assert laptop.sleep(asked(tmp_path, "darwin")).grade is GOOD
    assert network.firewall(asked(tmp_path, port=8000)).grade is LOOK
    monkeypatch.setattr(network, "_UFW", tmp_path / "ufw.conf")
    (tmp_path / "ufw.conf").write_text("# on\nENABLED=yes\n")
    assert "ufw allow 8000/tcp" in network.firewall(asked(tmp_path, port=8000)).todo


def test_a_meeting_that_is_looked_at_is_left_as_it_was(tmp_path):
    made = room(tmp_path, "open", votes=[[[0]]])
    before = made.hall.snapshot()
    made.hall.close()
    assert data.meeting(asked(tmp_path)).grade is LOOK
    assert data.writable(asked(tmp_path)).grade is GOOD and not (tmp_path / ".thu-ghi").exists()
    again = server.open_hall(made.hall.config)
    again.bases = made.hall.bases
    assert again.snapshot() == before
    again.close()
