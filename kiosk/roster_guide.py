"""What each column of the roster's template asks for, with the clause it comes from: its notes and its second sheet."""

from typing import NamedTuple


class Help(NamedTuple):
    """`clause` of the guidance (Công văn 33/BHXH-TĐKT), empty where there is none; `example` as it is typed."""

    text: str
    clause: str
    example: str


GUIDE = {
    "name": Help("Tên đơn vị như sẽ in trên phiếu và màn hình. Bắt buộc; mỗi đơn vị một dòng.", "A.I.1", "BHXH tỉnh A"),
    "kind": Help("Loại đơn vị, ghi theo cách gọi của Ngành.", "", "BHXH tỉnh"),
    "parent": Help(
        "Chỉ ghi cho BHXH huyện, BHXH cơ sở: tên đơn vị thành viên quản lý, đúng như ở cột “Đơn vị”. Để trống với đơn vị "
        "thành viên. Đơn vị có ghi cấp trên không bỏ phiếu, chỉ có thể được bầu.",
        "C.5.c",
        "BHXH tỉnh A",
    ),
    "leader": Help("Lãnh đạo dự hội nghị. Không hiện trên màn hình chiếu.", "C.3", "Nguyễn Văn A"),
    "office": Help("Chức vụ của lãnh đạo.", "C.3", "Giám đốc"),
    "self_score": Help("Điểm đơn vị tự chấm.", "C.1", "1390"),
    "score": Help(
        "Điểm sau khi cụm rà soát; dùng để xét điều kiện đạt từ 90 % tổng số điểm trở lên (mức này có thể đổi trong quy "
        "chế bầu). Nhiều nhất hai chữ số thập phân.",
        "C.2, C.4.a",
        "1386,5",
    ),
    "maximum": Help(
        "Tổng số điểm của bảng điểm: 300 với đơn vị trực thuộc BHXH Việt Nam, 1400 với BHXH tỉnh; có thể ghi số khác. "
        "Có điểm thì phải có điểm tối đa.",
        "B.1.1",
        "1400",
    ),
    "note": Help("Ghi chú khi thẩm định điểm, nếu có.", "C.2", "Trừ 3,5 điểm nội dung 4"),
    "standard": Help(
        "Đạt các tiêu chuẩn của Quy chế Thi đua, Khen thưởng: có hoặc không. Đơn vị có điểm mà để trống thì chưa được vào "
        "danh sách bầu.",
        "C.4.b",
        "có",
    ),
    "organisation": Help(
        "Tổ chức Đảng trong sạch vững mạnh; chính quyền, đoàn thể vững mạnh: có hoặc không. Đơn vị có điểm mà để trống thì "
        "chưa được vào danh sách bầu.",
        "C.4.c",
        "có",
    ),
    "registered": Help("Có đăng ký thi đua trong năm. “không” thì không xét.", "D.2", "có"),
    "covenant": Help("Có ký kết giao ước thi đua của cụm. “không” thì không xét.", "D.2", "có"),
    "excluded": Help(
        "Chỉ ghi khi đơn vị không được xét: nêu lý do. Lý do này được ghi vào hồ sơ.", "D.2", "Có sai phạm nghiêm trọng"
    ),
    "deferred": Help(
        "Chỉ ghi khi đơn vị chưa được xét vì đang chờ kết luận: nêu lý do. Lý do này được ghi vào hồ sơ.",
        "D.2",
        "Chờ kết luận của cơ quan có thẩm quyền",
    ),
    "led": Help(
        "Các năm đã làm cụm trưởng, cách nhau bằng dấu chấm phẩy; hiện khi bầu cụm trưởng.", "A.I.2", "2019; 2023"
    ),
    "deputised": Help("Các năm đã làm cụm phó, cách nhau bằng dấu chấm phẩy.", "A.I.2", "2021"),
}
GENERAL = (
    "Điền trang “Danh sách”, lưu lại, rồi chọn tệp này ở trang “Đơn vị” của bàn thư ký.",
    "Trước khi lưu, chương trình cho xem mọi ô cần sửa và mọi thay đổi so với danh sách đang có. Nhập lại thì thay toàn bộ.",
    "Có thể thêm, bớt, đổi chỗ các cột, thêm dòng tiêu đề ở trên; không đổi tên cột. Chỉ cột “Đơn vị” là bắt buộc.",
    "Điểm ghi bằng số. Ô có/không: ghi “có” hoặc “không” (dấu x cũng là có).",
)
"""What holds for the whole sheet."""
