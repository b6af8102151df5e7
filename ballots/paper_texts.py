"""The words on the papers that each unit must choose itself (Nghị định 30/2020/NĐ-CP): settings of the meeting.

Defaults are the guidance's own; what stays empty is left as dots on the paper, to be written by hand.
"""

import re
from collections.abc import Mapping

from ballots.errors import Refused
from ballots.text import TITLE_LIMIT, clean

MOST_LINES = 20
_LINES = {"superior", "issuer", "locality", "addressee", "signature_title"}
_LISTS = {"legal_basis", "recipients"}
_PARTS = {"numbers": ("count", "vote", "report"), "chair": ("name", "office"), "secretary": ("name", "office")}

DEFAULTS: dict[str, object] = {
    "superior": "Bảo hiểm xã hội Việt Nam",
    "issuer": "",
    "locality": "",
    "numbers": {"count": "", "vote": "", "report": ""},
    "legal_basis": [
        "Công văn số 33/BHXH-TĐKT ngày 05/01/2012 của Bảo hiểm xã hội Việt Nam về việc hướng dẫn tổ chức, hoạt động của "
        "cụm thi đua"
    ],
    "recipients": ["Như trên", "Các đơn vị thành viên của cụm", "Lưu: Hồ sơ hội nghị"],
    "addressee": "Thường trực Hội đồng Thi đua - Khen thưởng Bảo hiểm xã hội Việt Nam (qua Ban Thi đua - Khen thưởng)",
    "chair": {"name": "", "office": ""},
    "secretary": {"name": "", "office": ""},
    "signature_title": "TM. CỤM THI ĐUA",
    "deadline": "01-10",
}


def make_texts(body: Mapping[str, object], before: Mapping[str, object]) -> dict[str, object]:
    """All texts: those of `body`, cleaned, and for what it does not name those `before`.

    Refused: `text-*` of `ballots.text`, `malformed` (not the shape of DEFAULTS), `deadline-wrong` (no month and day).
    """
    made = dict(before)
    for name in DEFAULTS:
        if name in body:
            made[name] = _read(name, body[name])
    return made


def _read(name: str, value: object) -> object:
    if name in _LINES:
        return clean(value, TITLE_LIMIT)
    if name in _LISTS and isinstance(value, list) and len(value) <= MOST_LINES:
        return [line for line in (clean(line, TITLE_LIMIT) for line in value) if line]
    if name in _PARTS and isinstance(value, Mapping):
        return {part: clean(value.get(part) or "") for part in _PARTS[name]}
    if name == "deadline":
        return _deadline(value)
    raise Refused("malformed", "Phần “%(name)s” của giấy tờ không đúng dạng; xin tải lại trang.", name=name)


def _deadline(value: object) -> str:
    if isinstance(value, str) and re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", value):
        return value
    raise Refused("deadline-wrong", "Hạn gửi báo cáo phải là ngày và tháng, ví dụ 10/01.")
