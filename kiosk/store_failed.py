"""What is said where a store cannot be opened. Nothing in it has been changed then."""

from pathlib import Path

from ballots.errors import Trouble
from kiosk.sums import Mark


class StoreFailed(Trouble):
    """The store could not be opened, read or written; what stands in it is as it was, and nothing was acknowledged."""


class StoreDamaged(StoreFailed):
    """The file no longer holds what was written: a copy goes on where it stopped."""


def newer(path: Path) -> StoreFailed:
    return StoreFailed(
        "store-newer",
        "Dữ liệu trong thư mục %(folder)s do bản Hòm Phiếu mới hơn ghi. Xin chạy bản mới ấy, hoặc chọn thư mục khác "
        "bằng --instance. Chưa có gì thay đổi.",
        folder=path.parent,
    )


def unreadable(path: Path, remedy: str) -> StoreDamaged:
    return StoreDamaged(
        "store-unreadable",
        "Không đọc được hội nghị trong thư mục %(folder)s: tệp kiosk.db bị hỏng, hoặc do một bản khác của chương trình ghi. "
        "Tệp vẫn còn nguyên như lúc tìm thấy. Muốn đi tiếp từ bản sao, xin chạy: %(remedy)s",
        folder=path.parent,
        remedy=remedy,
    )


def damaged(path: Path, remedy: str) -> StoreDamaged:
    return StoreDamaged(
        "store-damaged",
        "Tệp kiosk.db trong thư mục %(folder)s bị hỏng: có chỗ không còn như lúc ghi. Chưa có gì thay đổi, tệp còn nguyên như "
        "lúc tìm thấy. Muốn đi tiếp từ bản sao, xin chạy: %(remedy)s",
        folder=path.parent,
        remedy=remedy,
    )


def behind(path: Path, found: Mark, known: Mark, remedy: str) -> StoreDamaged:
    """The store ends before what was acknowledged, or holds something else."""
    return StoreDamaged(
        "store-behind",
        "Tệp kiosk.db trong thư mục %(folder)s thiếu phần cuối: hội nghị %(known_meeting)d đã ghi đến việc %(known_seq)d, tệp "
        "chỉ còn đến hội nghị %(meeting)d, việc %(seq)d. Chưa có gì thay đổi. Muốn đi tiếp từ bản sao, xin chạy: %(remedy)s . "
        "Không có bản sao nào: đổi tên tệp %(head)s rồi khởi động lại; những việc bị thiếu phải làm lại.",
        folder=path.parent,
        known_meeting=known.meeting,
        known_seq=known.seq,
        meeting=found.meeting,
        seq=found.seq,
        remedy=remedy,
        head=path.with_suffix(".head").name,
    )


def ahead(copy: Path, theirs: Mark, ours: Mark, remedy: str) -> StoreDamaged:
    """The copy that follows this store goes on where the store ends: the store has lost something."""
    return StoreDamaged(
        "copy-newer",
        "Bản sao trong %(folder)s có nhiều hơn dữ liệu của máy: bản sao đến hội nghị %(meeting)d, việc %(seq)d, ở đây chỉ đến "
        "hội nghị %(our_meeting)d, việc %(our_seq)d. Chưa có gì thay đổi. Muốn đi tiếp từ bản sao, xin chạy: %(remedy)s . "
        "Muốn bỏ bản sao ấy: đổi tên thư mục ấy rồi khởi động lại.",
        folder=copy,
        meeting=theirs.meeting,
        seq=theirs.seq,
        our_meeting=ours.meeting,
        our_seq=ours.seq,
        remedy=remedy,
    )


def unopened(path: Path, problem: Exception, remedy: str) -> StoreFailed:
    if "not a database" in str(problem):
        return unreadable(path, remedy)
    if type(problem).__name__ == "DatabaseError" or "decode" in str(problem):  # not one of its kinds: "malformed"
        return damaged(path, remedy)
    if "locked" in str(problem):
        return StoreFailed(
            "instance-in-use",
            "Một hòm phiếu khác đang chạy với thư mục %(folder)s. Xin dùng cửa sổ đang mở, "
            "hoặc đóng chương trình kia rồi chạy lại.",
            folder=path.parent,
        )
    return StoreFailed(
        "store-not-writable",
        "Không ghi được vào thư mục %(folder)s. Xin kiểm tra quyền ghi và dung lượng đĩa, "
        "hoặc chọn thư mục khác bằng --instance.",
        folder=path.parent,
    )
