"""What a check is asked about: an instance, ports and certificates as the start will be told them, on this machine, now.

What several checks look at is looked at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from ballots.errors import Refused, Trouble
from ballots.meeting import Meeting
from kiosk.config import Config


class Inside(NamedTuple):
    """The meeting of an instance, and the last time (ISO, local, to the minute) that its facts name, "" where there is none."""

    meeting: Meeting
    newest: str


@dataclass(frozen=True)
class Asked:
    """`now`: local time with its zone. `platform`: as `sys.platform` says it."""

    config: Config
    now: datetime
    platform: str

    @cached_property
    def inside(self) -> Inside | Trouble | None:
        """What the instance holds; why it cannot be opened; None where there is no store yet."""
        try:
            return _opened(self.config)
        except Trouble as trouble:
            return trouble


def _opened(config: Config) -> Inside | None:
    """As the start opens it, and closed again. Raises what `kiosk.server.open_hall` says, and Refused `kiosk-key-missing`: a
    start would make another key, and the room would photograph another fingerprint."""
    from kiosk.server import open_hall

    if not config.store_path.exists():
        return None
    if not config.key_path.exists():
        raise Refused(
            "kiosk-key-missing",
            "Thư mục %(folder)s có hội nghị nhưng thiếu tệp khóa kiosk.key, nên mã nhận dạng hòm phiếu sẽ khác. "
            "Xin chép lại tệp ấy từ bản sao trước khi khởi động.",
            folder=config.instance,
        )
    hall = open_hall(config)
    try:
        return Inside(hall.meeting, max((fact.at for fact in hall.facts), default=""))
    finally:
        hall.close()
