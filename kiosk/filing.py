"""Filing the record of a counted meeting, under the kiosk's signature."""

import os
from importlib.metadata import version

from ballots.record.filing import make_record
from ballots.stage import Stage
from kiosk.hall import Hall
from kiosk.store import StoreFailed

SOFTWARE = f"Hòm Phiếu {version('hom-phieu')}"


def file_record(hall: Hall) -> bytes:
    """The bytes of record.zip; the same meeting gives the same bytes. Refused: `not-counted`."""
    hall.require("file_record")
    return make_record(
        hall.meeting, hall.facts, hall.boards(), hall.key.public_pem, hall.key.sign, SOFTWARE, more={}
    )


def keep_record(hall: Hall) -> None:
    """The record of a counted meeting as a file in the instance, before the desk goes on to another and no page has it any
    more. Idempotent. Does nothing before the count; StoreFailed where it cannot be written."""
    if hall.meeting.stage.rank < Stage.COUNTED.rank:
        return
    path = hall.config.records_path / f"{hall.meeting.finished[0].uuid or hall.meeting.year}.zip"
    beside = path.with_suffix(".part")
    try:
        path.parent.mkdir(exist_ok=True)
        with beside.open("wb") as file:
            file.write(file_record(hall))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as problem:
        raise StoreFailed(
            "store-failed",
            "Chưa cất được hồ sơ vào %(path)s (%(why)s), nên chưa chuyển sang hội nghị khác. Xin kiểm tra đĩa rồi làm lại.",
            path=path,
            why=type(problem).__name__,
        ) from None
