"""`app.py check`: its lines, its JSON, its exit status, and the sheet it leaves for the printer."""

import json
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from kiosk.command_line import main
from kiosk.preflight import command, network
from kiosk.preflight.command import CHECKS
from kiosk.preflight.finding import good, look, mend
from kiosk.preflight.sample_sheet import sample_address, sample_sheet
from kiosk.signing import KioskKey
from tests import needs

ROOT = Path(__file__).resolve().parents[2]
REAL = "http://192.168.1.5:8000/booth#ABCD.23456-789ABC-DEFGH-JKLMNP"


@pytest.fixture
def ready(monkeypatch) -> None:
    """In a network: what this machine itself has is another test's."""
    monkeypatch.setattr(network, "lan_addresses", lambda: ["192.168.1.5"])


def test_the_command_tells_each_finding_with_sign_word_and_what_to_do(tmp_path, capsys, ready):
    status = main(["check", "--instance", str(tmp_path), "--port", "0"])
    told = capsys.readouterr().out
    assert status == 0, told
    for title, _ in CHECKS.values():
        assert re.search(rf"^(✓ đạt|! xem lại|✗ chưa được) +{title}: .+[.\]f]$", told, re.MULTILINE), title
    assert re.search(r"^ +→ Xin .+\.$", told, re.MULTILINE)
    assert told.rstrip().splitlines()[-1].startswith("Sẵn sàng.")
    assert all(letter.isprintable() or letter == "\n" for letter in told)


def test_json_is_one_object_on_one_line_with_stable_names(tmp_path, capsys, ready):
    KioskKey.load_or_make(tmp_path / "kiosk.key")
    (tmp_path / "kiosk.db").write_text("không phải kho dữ liệu " * 100)
    status = main(["check", "--instance", str(tmp_path), "--port", "0", "--no-https", "--json"])
    (line,) = capsys.readouterr().out.splitlines()
    told = json.loads(line)
    assert (status, told["ok"]) == (1, False)
    assert [one["check"] for one in told["checks"]] == list(CHECKS)
    assert {tuple(one) for one in told["checks"]} == {("check", "grade", "found", "todo")}
    found = {one["check"]: one for one in told["checks"]}
    assert found["meeting"]["grade"] == "mend" and found["meeting"]["found"].endswith("[store-unreadable]")
    assert found["meeting"]["todo"].startswith("Xin ")


@pytest.mark.parametrize(
    ("found", "status", "closing"),
    [
        ([good("Tốt.")], 0, "Sẵn sàng."),
        ([good("Tốt."), look("Chưa rõ.", "Xin xem.")], 0, "Sẵn sàng. 1 điều nên xem lại."),
        (
            [look("Chưa rõ.", "Xin xem."), mend("Hỏng.", "Xin sửa.")],
            1,
            "CHƯA SẴN SÀNG: 1 việc phải sửa trước ngày họp. 1 điều nên xem lại.",
        ),
    ],
)
def test_only_what_must_be_mended_fails(tmp_path, capsys, monkeypatch, found, status, closing):
    checks = {str(place): (f"Việc {place}", lambda _, one=one: one) for place, one in enumerate(found)}
    monkeypatch.setattr(command, "CHECKS", checks)
    assert main(["check", "--instance", str(tmp_path)]) == status
    assert capsys.readouterr().out.rstrip().splitlines()[-1] == closing


def test_a_check_that_fails_by_itself_keeps_nobody_from_the_others(tmp_path, capsys, monkeypatch):
    def failing(_):
        raise ZeroDivisionError("bí mật")

    monkeypatch.setattr(command, "CHECKS", {"one": ("Một", failing), "two": ("Hai", lambda _: good("Tốt."))})
    assert main(["check", "--instance", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "! xem lại   Một: Không kiểm tra được (ZeroDivisionError)." in told and "đạt       Hai: Tốt." in told
    assert "bí mật" not in told


def test_a_certificate_without_its_key_is_a_mistake_of_the_command(tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["check", "--instance", str(tmp_path), "--tls-cert", "x.pem"])
    assert ended.value.code == 2 and "--tls-cert and --tls-key go together" in capsys.readouterr().err


def test_no_browser_no_picture_library_and_no_network_client_is_needed(tmp_path):
    """In a process of its own, as the secretary calls it."""
    called = "import sys; from kiosk.command_line import main; main(sys.argv[1:]); print(sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", called, "check", "--instance", str(tmp_path), "--port", "0"],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        timeout=60,
    )
    assert done.returncode in (0, 1) and done.stderr == "", "1: a machine without a network"
    assert not {"'PIL'", "'playwright'", "'requests'", "'openpyxl'"} & set(re.findall(r"'[\w.]+'", done.stdout))


def test_the_sample_slips_have_a_readable_code_as_dense_as_a_real_one_and_say_what_they_are(tmp_path):
    address = sample_address("http://192.168.1.5:8000")
    assert len(address) == len(REAL) and address.startswith("http://192.168.1.5:8000/vi-sao#")
    pdf = tmp_path / "in-thu.pdf"
    pdf.write_bytes(sample_sheet("http://192.168.1.5:8000", datetime(2026, 11, 28, 20, 0)))
    (page,) = PdfReader(pdf).pages
    assert page.extract_text().count("PHIẾU MẪU") == 10 and page.extract_text().count("MẪU") >= 30
    row = ("-r", "150", "-gray", "-png", "-W", "1240", "-H", "390")  # the first two of ten that are the same
    subprocess.run([needs.program("pdftoppm"), *row, pdf, tmp_path / "page"], check=True)
    read = subprocess.run(
        [needs.program("zbarimg"), "-q", "--raw", tmp_path / "page-1.png"], capture_output=True, encoding="utf-8"
    )
    assert read.stdout.split() == [address, address]
