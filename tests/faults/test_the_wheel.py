"""A wheel is the whole program: what a clone has beside the package lies inside it, and the meeting's data elsewhere."""

import os
import re
import subprocess
import sys
from pathlib import Path

import requests

from tests.faults.test_the_second_start import fresh_copy


def installed(place: Path) -> Path:
    """A folder with the wheel that is built of a source distribution; what it depends on is in this environment."""
    clone, made, folder = fresh_copy(place / "clone"), place / "made", place / "installed"
    run = {"check": True, "capture_output": True, "timeout": 240}
    subprocess.run(["uv", "build", "--out-dir", made], cwd=clone, **run)
    (wheel,) = made.glob("*.whl")
    subprocess.run(["uv", "pip", "install", "--no-deps", "--target", folder, "--python", sys.executable, wheel], **run)
    return folder


def test_an_installed_kiosk_serves_everything_and_keeps_its_data_apart(tmp_path):
    folder, data = installed(tmp_path), tmp_path / "data"
    away = {**os.environ, "PYTHONPATH": str(folder), "XDG_DATA_HOME": str(data)}
    away.pop("HOMPHIEU_INSTANCE", None)
    command = [folder / "bin" / "hom-phieu", "--no-browser", "--host", "127.0.0.1", "--port", "0"]
    with subprocess.Popen(command, cwd=tmp_path, env=away, stdout=subprocess.PIPE, encoding="utf-8") as kiosk:
        try:
            told = [kiosk.stdout.readline() for _ in range(4)]
            assert str(data / "hom-phieu") in told[3]
            everything_is_served(re.search(r"http://\S+", told[0]).group())
        finally:
            kiosk.terminate()
    assert (data / "hom-phieu" / "kiosk.db").exists()
    assert not list(folder.rglob("kiosk.db"))


def everything_is_served(address: str) -> None:
    """Pages, bundles, fonts, English, a paper, and what goes into a record."""
    base, desk = address.partition("/desk")[0], requests.Session()
    assert desk.get(address).status_code == 200
    assert desk.post(f"{base}/desk/meeting", json={"sample": True}, headers={"Origin": base}).status_code == 200
    assert desk.get(f"{base}/desk/papers/attendance.pdf").content.startswith(b"%PDF")
    for place in (
        "booth",
        "kiosk",
        "screen",
        "board",
        "static/dist/booth.js",
        "static/icon.svg",
        "archive/kiem-tra.html",
        "huong-dan/thu-ky",
        "huong-dan/hinh/vi/phone-choose.png",
    ):
        assert desk.get(f"{base}/{place}").status_code == 200, place
    assert 'lang="en"' in desk.get(f"{base}/ngon-ngu/en", params={"back": "/booth"}).text
