"""`verify` of a record with its papers and its sheet: they are the kiosk's own, and say what the record says."""

import hashlib

import pytest

from ballots.record.contents import CERTIFICATE, PAPERS, SHEET
from ballots.record.packing import open_record
from ballots.record.signature import fingerprint
from kiosk.pades import sign_with_kiosk
from kiosk.papers import make_paper
from tests.certificates import NOW
from tests.certificates import kiosk as certificate
from tests.kiosk.test_verifying import RECORD, said, verdict
from tests.meetings import KIOSK, Play, decided, pem, repacked
from tests.records import lied, whole


def papers(tmp_path, made):
    """As the kiosk makes and signs them at the adoption."""
    ours = certificate(tmp_path, fingerprint(pem(KIOSK)))
    signed = {
        file: sign_with_kiosk(make_paper(name, made.document(), draft=False), ours, "Lập văn bản", NOW)
        for name, file in PAPERS.items()
    }
    return {**signed, CERTIFICATE: ours.certificate_pem}


def test_an_adopted_record_with_its_papers(tmp_path, capsys):
    made = whole()
    record = made.record(papers=papers(tmp_path, made))
    status, text = said(tmp_path, capsys, record)
    assert status == 0, text
    for piece in (
        "ĐÃ HỦY, không tính: Mất điện",
        "bầu lại, bỏ phiếu kín: phát ra 4, thu về 4",
        "v.2   v.3",
        "Quảng Ninh      1     2  hạng 2, được bầu, do bầu lại",
        "Cụm trưởng năm sau: Quảng Ninh",
        "hội nghị biểu quyết cho dự bầu: Bắc Ninh",
        "tán thành 3, không tán thành 1",
        "Phú Thọ: đề nghị tặng Cờ thi đua của Chính phủ",
        "bao-cao.pdf: máy kiểm phiếu ký",
        hashlib.sha256(made.document()).hexdigest(),
    ):
        assert piece in text, piece
    altered = repacked(record, {PAPERS["report"]: open_record(record)[PAPERS["report"]].replace(b"%%EOF", b"%%EOE")})
    status, answer = verdict(tmp_path, capsys, altered)
    assert status == 1 and answer["adopted"] and "bao-cao.pdf" in answer["failed"][0]["message"]


def test_papers_that_nobody_signed_are_refused(tmp_path, capsys):
    status, answer = verdict(tmp_path, capsys, decided().adopt().told().record())
    assert status == 1 and {failure["code"] for failure in answer["failed"]} >= {"certificate-unreadable"}


@pytest.mark.parametrize(
    "sheet", [b"", b"PK", decided().told().record()], ids=["nothing", "a damaged one", "another package"]
)
def test_a_results_sheet_that_is_none(tmp_path, capsys, sheet):
    status, answer = verdict(tmp_path, capsys, repacked(RECORD, {SHEET: sheet}))
    assert status == 1 and [failure["code"] for failure in answer["failed"]] == ["results-sheet"]


def test_the_results_sheet_of_another_meeting(tmp_path, capsys):
    other = open_record(Play().vote((((0,), (0,)),) * 3).told().record())[SHEET]
    status, answer = verdict(tmp_path, capsys, repacked(RECORD, {SHEET: other}))
    assert status == 1 and [failure["code"] for failure in answer["failed"]] == ["results-sheet"]


def test_what_cannot_be_compared_is_not_called_checked(tmp_path, capsys):
    _, answer = verdict(tmp_path, capsys, lied(RECORD, lambda document: document["rounds"].clear()))
    assert any(SHEET in title for title in answer["unchecked"])
