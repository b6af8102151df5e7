"""README.txt inside every record: what it holds and how to check it, for whoever unpacks it years later."""

from ballots.record.contents import CERTIFICATE, PAPERS, SHEET, VERIFIER
from ballots.record.shape import AUDITED, Document

README = "README.txt"

_TEXT = """HỒ SƠ BỎ PHIẾU KÍN
{title}
{rehearsal}
Gói này do máy kiểm phiếu lập sau khi kiểm phiếu xong. Ai cũng được giữ một bản và tự kiểm tra.

TRONG GÓI CÓ
{boxes}  meeting.json   danh sách, điểm danh, biểu quyết, nội dung bầu, ban kiểm phiếu, các vòng bỏ phiếu, kết quả
  results.csv, {sheet}   kết quả, mở được bằng Excel
{papers}  {verifier}   trang để tự kiểm tra gói này bằng trình duyệt
  manifest.json   mã băm SHA-256 của từng tệp
  manifest.sig   chữ ký Ed25519 của máy kiểm phiếu trên manifest.json
  kiosk-public-key.pem   khóa công khai của máy kiểm phiếu
Không tệp nào cho biết ai bầu cho ai, và không ghi giờ của lá phiếu nào.

SO VỚI ẢNH CHỤP TẠI PHÒNG HỌP
  Mã nhận dạng hòm phiếu:  {fingerprint}
{heads}Chữ ký chỉ có giá trị khi mã nhận dạng này đúng là mã đã chiếu trên màn hình.

TỰ KIỂM TRA, BỐN CÁCH
1. Bằng trình duyệt, không cần mạng, không cài gì: chép {verifier} ra ngoài gói, mở bằng trình duyệt,
   rồi thả nguyên tệp record.zip này (đừng giải nén) vào trang. Trang kiểm tra mọi thứ, trừ chữ ký và nội dung các tệp PDF
   và bảng Excel; những tệp này cần cách 2.
2. Bằng chương trình Hòm Phiếu, không cần mạng, giữ nguyên tệp nén này:
     uv run app.py verify record.zip
3. Bằng chương trình của người khác (belenios-tool 3.0 trở lên): để riêng mỗi tệp .bel trong một thư mục rồi chạy
     belenios-tool election verify --dir THƯ_MỤC
   Lưu ý: các bản 3.0 đến 3.3 không chắc chắn báo lá phiếu hỏng khi chạy lệnh này; muốn xét từng lá phiếu, dùng thêm
   belenios-tool election verify-ballot, hoặc dùng cách 1 hay 2.
4. Chữ ký, bằng openssl:
     openssl pkeyutl -verify -pubin -inkey kiosk-public-key.pem -rawin -in manifest.json -sigfile manifest.sig

ĐIỀU HỒ SƠ NÀY KHÔNG CHỨNG MINH ĐƯỢC
  Ai đã có mặt trong phòng (đối chiếu biên bản điểm danh), phiếu có được phát đúng người không, chiếc điện thoại hay
  máy tính dùng để bỏ phiếu có bị can thiệp không; và số phiếu giấy, nếu có vòng kiểm bằng tay, đã được đếm đúng không.

Phần mềm: {software}
"""
_REHEARSAL = "\n*** DIỄN TẬP: hồ sơ này không có giá trị bầu chọn ***\n"


def make_readme(document: Document) -> bytes:
    """Of a meeting.json. Windows line ends, so that Notepad of any age shows lines."""
    text = _TEXT.format(
        title=document["meeting"]["title"],
        rehearsal=_REHEARSAL if document["meeting"]["rehearsal"] else "",
        boxes="".join(f"  {line}\n" for one in document["rounds"] for line in (_box(one), *_opened(one))),
        sheet=SHEET,
        verifier=VERIFIER,
        papers=_papers() if document["adoption"] else "",
        fingerprint=document["kiosk"]["fingerprint"],
        heads="".join(_head(one, len(document["rounds"])) for one in document["rounds"] if one["election"]),
        software=document["software"],
    )
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def _box(one: Document) -> str:
    voided = f" (đã hủy: {one['voided']})" if one["voided"] else ""
    if one["election"] is None:
        return f"vòng {one['number']}: phiếu giấy, kiểm bằng tay, không có hòm phiếu điện tử{voided}"
    what = f"hòm phiếu vòng {one['number']}: các lá phiếu đã mã hóa, chứng minh, kết quả"
    return f"{one['election']['uuid']}.bel   {what}{voided}"


def _opened(one: Document) -> list[str]:
    if not one["audited"]:
        return []
    what = f"{len(one['audited'])} lá phiếu vòng {one['number']} đã mở để kiểm tra, không đếm"
    return [f"{one['election']['uuid']}{AUDITED}   {what}"]


def _papers() -> str:
    listed = ", ".join(PAPERS.values())
    return f"  {listed}\n    giấy tờ của hội nghị, đã ký số\n  {CERTIFICATE}   chứng thư số của máy kiểm phiếu\n"


def _head(one: Document, rounds: int) -> str:
    of = f" vòng {one['number']}" if rounds > 1 else ""
    return f"  Mã niêm phong hòm phiếu{of}: {one['election']['head']}\n"
