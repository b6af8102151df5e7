"""What the laptop itself brings along: power, sleep, a clock, room on its disk."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.awake import command
from kiosk.preflight.asked import Asked, Inside
from kiosk.preflight.finding import Finding, good, look, mend

LITTLE, TOO_LITTLE = 1_000, 100
"""MB of free disk. A meeting with its papers and record is a few MB; the rest is for whatever else the laptop writes."""
EARLIEST = 2026
"""The year in which this program was written: no meeting is held with it before."""
ZONE = timedelta(hours=7)
_WATCH = "Xin so với đồng hồ điện thoại: chương trình không hỏi giờ trên mạng, nên không biết máy có nhanh không."


def power(asked: Asked) -> Finding:
    import psutil

    battery = psutil.sensors_battery()
    return judge_power(None if battery is None else (battery.percent, battery.power_plugged))


def judge_power(battery: tuple[float, bool | None] | None) -> Finding:
    """`battery`: per cent, and whether it is charged (None: not known); None where there is no battery to be seen."""
    if battery is None:
        return good("Không thấy pin: máy chạy bằng điện lưới.", "Xin cắm vào ổ điện chắc chắn; mất điện thì máy tắt.")
    percent, plugged = battery
    if plugged is False:
        return look(f"Máy đang chạy bằng pin, còn {percent:.0f} %.", "Xin mang sạc và cắm suốt hội nghị.")
    return good(f"Máy đang cắm sạc, pin {percent:.0f} %.")


def sleep(asked: Asked) -> Finding:
    if not asked.config.stay_awake:
        return judge_sleep(False)
    return judge_sleep(asked.platform == "win32" or _can_be_held(asked.platform))


def _can_be_held(platform: str) -> bool:
    running = platform == "darwin" or Path("/run/systemd/system").is_dir()
    return running and shutil.which(command(platform, 0)[0]) is not None


def judge_sleep(held: bool) -> Finding:
    if held:
        return good(
            "Chương trình giữ được cho máy không ngủ trong hội nghị.",
            "Xin không gập máy: gập lại thì máy nào cũng ngủ.",
        )
    return look(
        "Chương trình không giữ được cho máy thức.",
        "Xin tự đặt “Không bao giờ ngủ” trong phần Nguồn điện, và không gập máy.",
    )


def disk_space(asked: Asked) -> Finding:
    folder = asked.config.instance.resolve()
    there = next(place for place in (folder, *folder.parents) if place.exists())
    return judge_disk_space(shutil.disk_usage(there).free // 1_000_000)


def judge_disk_space(free: int) -> Finding:
    """`free`: MB."""
    found = f"Đĩa còn trống {free} MB."
    if free < TOO_LITTLE:
        return mend(found, "Xin xóa bớt tệp, hoặc chọn đĩa khác bằng --instance.")
    return look(found, "Xin xóa bớt tệp trước ngày họp.") if free < LITTLE else good(found)


def clock(asked: Asked) -> Finding:
    inside = asked.inside if isinstance(asked.inside, Inside) else None
    year = inside.meeting.year if inside and inside.meeting.called else None
    return judge_clock(asked.now, max(_times(asked, inside), default=None), year)


def _times(asked: Asked, inside: Inside | None) -> list[datetime]:
    """When something was written here, by the clock as it then was; local, without a zone."""
    facts = [datetime.fromisoformat(inside.newest)] if inside and inside.newest else []
    files = [path for path in asked.config.instance.glob("*") if path.is_file()]
    return [*facts, *(datetime.fromtimestamp(path.stat().st_mtime) for path in files)]


def judge_clock(now: datetime, newest: datetime | None, year: int | None) -> Finding:
    """`newest`: the last time that the instance knows of; `year`: what the meeting in it is about, which is held in that year
    or in the next."""
    told = now.strftime("%H:%M ngày %d/%m/%Y")
    if now.year < EARLIEST:
        return mend(f"Đồng hồ máy chỉ {told}: chậm ít nhất một năm.", "Xin chỉnh lại ngày giờ của máy.")
    if newest and now.replace(tzinfo=None) < newest - timedelta(minutes=5):
        return mend(
            f"Đồng hồ máy chỉ {told}, trước lần ghi gần nhất của hòm phiếu ({newest:%H:%M ngày %d/%m/%Y}).",
            "Xin chỉnh lại ngày giờ của máy; nếu giờ bây giờ đúng thì trước đây máy chạy nhanh.",
        )
    if now.utcoffset() != ZONE:
        return look(
            f"Đồng hồ máy chỉ {told}, múi giờ UTC{now.strftime('%z')}: biên bản sẽ ghi giờ ấy.",
            "Xin đặt múi giờ UTC+7 (Hà Nội) nếu họp ở Việt Nam.",
        )
    if year is not None and not 0 <= now.year - year <= 1:
        return look(
            f"Đồng hồ máy chỉ {told}, còn hội nghị là của năm thi đua {year}.",
            "Xin xem lại năm của máy và của hội nghị.",
        )
    return good(f"Đồng hồ máy chỉ {told}, múi giờ UTC+7.", _WATCH)
