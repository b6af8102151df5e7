"""README.txt inside every record: what it holds and how to check it, for whoever unpacks it years later."""

README = "README.txt"

_TEXT = """HỒ SƠ BỎ PHIẾU KÍN
{title}
{rehearsal}
Gói này do máy kiểm phiếu lập sau khi kiểm phiếu xong. Ai cũng được giữ một bản và tự kiểm tra.

TRONG GÓI CÓ
  {box}   hòm phiếu: các lá phiếu đã mã hóa, chứng minh, kết quả
  meeting.json   danh sách, điểm danh, nội dung bầu, ban kiểm phiếu, kết quả
  results.csv   kết quả, mở được bằng Excel
  manifest.json   mã băm SHA-256 của từng tệp
  manifest.sig   chữ ký Ed25519 của máy kiểm phiếu trên manifest.json
  kiosk-public-key.pem   khóa công khai của máy kiểm phiếu
Không tệp nào cho biết ai bầu cho ai, và không ghi giờ của lá phiếu nào.

SO VỚI ẢNH CHỤP TẠI PHÒNG HỌP
  Mã nhận dạng hòm phiếu:  {fingerprint}
  Mã niêm phong hòm phiếu: {head}
Chữ ký chỉ có giá trị khi mã nhận dạng này đúng là mã đã chiếu trên màn hình.

TỰ KIỂM TRA, BA CÁCH
1. Bằng chương trình Hòm Phiếu, không cần mạng, giữ nguyên tệp nén này:
     uv run app.py verify record.zip
2. Bằng chương trình của người khác (belenios-tool 3.0 trở lên): để riêng tệp {box} trong một thư mục rồi chạy
     belenios-tool election verify --dir THƯ_MỤC
   Lưu ý: các bản 3.0 đến 3.3 không chắc chắn báo lá phiếu hỏng khi chạy lệnh này; muốn xét từng lá phiếu, dùng thêm
   belenios-tool election verify-ballot, hoặc dùng cách 1.
3. Chữ ký, bằng openssl:
     openssl pkeyutl -verify -pubin -inkey kiosk-public-key.pem -rawin -in manifest.json -sigfile manifest.sig

ĐIỀU HỒ SƠ NÀY KHÔNG CHỨNG MINH ĐƯỢC
  Ai đã có mặt trong phòng (đối chiếu biên bản điểm danh), phiếu có được phát đúng người không, và chiếc điện thoại
  hay máy tính dùng để bỏ phiếu có bị can thiệp không.

Phần mềm: {software}
"""
_REHEARSAL = "\n*** DIỄN TẬP: hồ sơ này không có giá trị bầu chọn ***\n"


def make_readme(title: str, rehearsal: bool, box: str, fingerprint: str, head: str, software: str) -> bytes:
    """`box`: name of the .bel file. Windows line ends, so that Notepad of any age shows lines."""
    text = _TEXT.format(title=title, rehearsal=_REHEARSAL if rehearsal else "", box=box, fingerprint=fingerprint,
                        head=head, software=software)
    return text.replace("\n", "\r\n").encode("utf-8-sig")
