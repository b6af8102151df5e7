"""Whether the program is whole: what was built, what it signs and encrypts with, its papers, and a sheet for the printer."""

from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509

from ballots import samples
from ballots.errors import Trouble
from ballots.facts import fold
from ballots.meeting import Fact
from ballots.record.document import make_draft_document
from ballots.roster import make_roster
from kiosk import certificate
from kiosk.addresses import lan_addresses, room_bases
from kiosk.durable import replace
from kiosk.language import check_catalogues
from kiosk.papers import make_paper
from kiosk.preflight.asked import Asked
from kiosk.preflight.finding import Finding, good, look, mend, refused
from kiosk.preflight.sample_sheet import sample_sheet
from kiosk.software import SOFTWARE
from kiosk.tls_certificate import names_of

SHEET = "in-thu.pdf"
USUAL_PORT = 8000
SOON = timedelta(days=7)


def built(asked: Asked) -> Finding:
    from kiosk.server import check_bundles

    try:
        check_bundles()
        check_catalogues()
    except Trouble as trouble:
        return refused(trouble)
    return good("Đủ trang, phông chữ và bản dịch; ngày họp không cần internet.")


def tls(asked: Asked) -> Finding:
    from kiosk.server import tls_files

    if asked.config.tls_cert is None:
        return good(
            "Không dùng chứng thư riêng: điện thoại vào bằng http, lá phiếu vẫn được mã hóa ngay trên điện thoại."
        )
    try:
        tls_files(asked.config)
    except Trouble as trouble:
        return refused(trouble)
    first = x509.load_pem_x509_certificates(asked.config.tls_cert.read_bytes())[0]
    return judge_tls(first, asked.now, lan_addresses())


def judge_tls(given: x509.Certificate, now: datetime, addresses: list[str]) -> Finding:
    if problem := _out_of_time(given, now):
        return mend(f"Chứng thư https {problem}.", "Xin xem lại đồng hồ máy, hoặc lấy chứng thư mới từ nơi cấp.")
    until = f"{given.not_valid_after_utc:%d/%m/%Y}"
    if given.not_valid_after_utc - now < SOON:
        return look(f"Chứng thư https chỉ dùng được đến {until}.", "Xin lấy chứng thư mới nếu họp sau ngày ấy.")
    try:
        named = names_of(given)
    except x509.ExtensionNotFound:
        named = set()
    if addresses and addresses[0] not in named:
        return look(
            f"Chứng thư https dùng được đến {until}, nhưng không ghi địa chỉ {addresses[0]}: mọi điện thoại sẽ cảnh báo.",
            "Xin dùng chứng thư có ghi địa chỉ ấy, hoặc chạy không có --tls-cert.",
        )
    return good(f"Chứng thư https khớp với khóa, dùng được đến {until}.")


def signing(asked: Asked) -> Finding:
    """The certificate with which the kiosk signs papers. Its key file is read where the instance is opened."""
    path = asked.config.instance / certificate.FILE
    try:
        own = x509.load_pem_x509_certificate(path.read_bytes())
    except FileNotFoundError:
        return good("Chứng thư ký văn bản của máy sẽ được tạo ở lần khởi động đầu.")
    except (OSError, ValueError):
        return mend(f"Không đọc được chứng thư ký văn bản {path}.", "Xin chép lại tệp ấy từ bản sao.")
    return judge_signing(own, asked.now, path)


def judge_signing(own: x509.Certificate, now: datetime, path: Path) -> Finding:
    if problem := _out_of_time(own, now):
        return mend(
            f"Chứng thư ký văn bản {problem}.",
            f"Xin xem lại đồng hồ máy; nếu đồng hồ đúng, xin đổi tên tệp {path} để máy tạo chứng thư mới.",
        )
    return good(f"Chứng thư ký văn bản của máy dùng được đến {own.not_valid_after_utc:%d/%m/%Y}.")


def _out_of_time(given: x509.Certificate, now: datetime) -> str:
    """ "" where it is good now."""
    if now < given.not_valid_before_utc:
        return f"chưa đến ngày dùng ({given.not_valid_before_utc:%d/%m/%Y})"
    return f"đã hết hạn ngày {given.not_valid_after_utc:%d/%m/%Y}" if now > given.not_valid_after_utc else ""


def papers(asked: Asked) -> Finding:
    """A real paper of the sample meeting, on the way that all papers take."""
    try:
        made = make_paper("attendance", _sample_document(), draft=True)
    except Trouble as trouble:
        return refused(trouble)
    except Exception as problem:  # whatever the typesetting library raises, there will be no papers
        return mend(
            f"Không lập được giấy tờ ({type(problem).__name__}).", "Xin cài lại chương trình khi có mạng, rồi thử lại."
        )
    return good(f"Lập được giấy tờ PDF (thử một bản, {len(made) // 1000} kB).")


def _sample_document() -> bytes:
    sample = samples.cluster_5()
    units = [asdict(unit) for unit in make_roster(sample["units"])]
    called = Fact(1, "meeting_called", {**sample["meeting"], "rehearsal": True}, "")
    return make_draft_document(fold([called, Fact(2, "roster_set", {"units": units}, "")]), "", SOFTWARE)


def sheet(asked: Asked) -> Finding:
    path = asked.config.instance.resolve() / SHEET
    base = room_bases(asked.config, asked.config.port or USUAL_PORT)[0]
    try:
        replace(path, sample_sheet(base, asked.now))
    except OSError as problem:
        return look(
            f"Không ghi được tờ in thử {path} ({type(problem).__name__}).",
            "Xin đóng tệp ấy nếu đang mở, và kiểm tra quyền ghi.",
        )
    except Trouble as trouble:
        return refused(trouble)
    return good(
        f"Tờ phiếu mẫu để in thử: {path}",
        "Xin in ở cỡ 100 %, đo vạch 40 mm và quét thử một mã bằng điện thoại.",
    )
