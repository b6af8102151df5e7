"""The columns of a roster sheet: what each is called on the template, and by what other words offices head them.

Headings are compared without marks, case and punctuation, and what stands in brackets may be left away:
"ĐIỂM THẨM ĐỊNH (tối đa 1.400):" is the reviewed score.
"""

import re
import unicodedata

COLUMNS = {
    "name": "Đơn vị",
    "kind": "Loại đơn vị",
    "parent": "Đơn vị cấp trên",
    "leader": "Lãnh đạo",
    "office": "Chức vụ",
    "self_score": "Điểm tự chấm",
    "score": "Điểm thẩm định",
    "maximum": "Điểm tối đa",
    "note": "Ghi chú thẩm định",
    "standard": "Đạt tiêu chuẩn",
    "organisation": "Tổ chức vững mạnh",
    "registered": "Đăng ký thi đua",
    "covenant": "Ký giao ước",
    "excluded": "Lý do không xét",
    "deferred": "Lý do chưa xét",
    "led": "Năm làm cụm trưởng",
    "deputised": "Năm làm cụm phó",
}
"""Field of a roster row to the title of its column, in the template's order."""
NUMBER = "number"
"""The column that counts the rows (STT): known, and not read."""
_WORDS = {
    "name": "đơn vị | tên đơn vị | đơn vị thành viên | tên đơn vị thành viên | unit | unit name",
    "kind": "loại đơn vị | loại | loại hình | loại hình đơn vị | khối | kind",
    "parent": "đơn vị cấp trên | cấp trên | thuộc | thuộc đơn vị | trực thuộc | đơn vị chủ quản | đơn vị quản lý | "
    "đơn vị thành viên quản lý | thuộc bhxh tỉnh | bhxh tỉnh quản lý | parent",
    "leader": "lãnh đạo | lãnh đạo đơn vị | họ và tên | họ tên | họ và tên lãnh đạo | họ tên lãnh đạo | thủ trưởng | "
    "thủ trưởng đơn vị | người đứng đầu | đại biểu | leader",
    "office": "chức vụ | chức danh | chức vụ lãnh đạo | office",
    "self_score": "điểm tự chấm | tự chấm | đơn vị tự chấm | điểm đơn vị tự chấm | điểm tự đánh giá | self score",
    "score": "điểm thẩm định | thẩm định | điểm | điểm thi đua | tổng điểm | điểm rà soát | điểm sau rà soát | "
    "điểm sau thẩm định | điểm cụm chấm | cụm chấm | điểm cụm trưởng chấm | điểm thống nhất | điểm đạt | score",
    "maximum": "điểm tối đa | tối đa | thang điểm | tổng số điểm tối đa | tổng điểm tối đa | tổng số điểm | "
    "điểm chuẩn | maximum",
    "note": "ghi chú thẩm định | ghi chú | nhận xét | ý kiến thẩm định | nhận xét thẩm định | note",
    "standard": "đạt tiêu chuẩn | tiêu chuẩn | đạt tiêu chuẩn quy chế | đạt các tiêu chuẩn | standard",
    "organisation": "tổ chức vững mạnh | tổ chức trong sạch vững mạnh | trong sạch vững mạnh | "
    "tổ chức đảng chính quyền đoàn thể | tổ chức đảng chính quyền đoàn thể vững mạnh | organisation",
    "registered": "đăng ký thi đua | đăng ký | có đăng ký thi đua | đã đăng ký thi đua | registered",
    "covenant": "ký giao ước | giao ước | giao ước thi đua | ký giao ước thi đua | ký kết giao ước | "
    "ký kết giao ước thi đua | covenant",
    "excluded": "lý do không xét | không xét | không xét thi đua | excluded",
    "deferred": "lý do chưa xét | chưa xét | chưa xét thi đua | deferred",
    "led": "năm làm cụm trưởng | cụm trưởng | đã làm cụm trưởng | các năm làm cụm trưởng | led",
    "deputised": "năm làm cụm phó | cụm phó | đã làm cụm phó | các năm làm cụm phó | deputised",
    NUMBER: "stt | tt | số tt | số thứ tự | no",
}


def plain(cell: object) -> str:
    """Words without marks, case and punctuation: "Đơn vị (*):" is "don vi"; empty for what is no text. Idempotent."""
    if not isinstance(cell, str):
        return ""
    letters = unicodedata.normalize("NFD", cell.casefold().replace("đ", "d"))
    unmarked = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", unmarked))


_MEANING = {plain(word): field for field, words in _WORDS.items() for word in words.split("|")}


def meaning(cell: object) -> str | None:
    """The field that a heading names (a key of COLUMNS, or NUMBER); None for any other cell."""
    if not isinstance(cell, str):
        return None
    return _MEANING.get(plain(cell)) or _MEANING.get(plain(re.sub(r"\([^()]*\)", " ", cell)))


def address(row: int, position: int) -> str:
    """The spreadsheet's name of a cell, row from 1 and position from 0: (7, 4) is "E7"."""
    letters = ""
    position += 1
    while position:
        position, letter = divmod(position - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"
