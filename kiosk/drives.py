"""The memory sticks that are in the laptop now, as folders to copy into."""

import ctypes
import os
import re
import string
import sys
from pathlib import Path

_REMOVABLE = 2
"""DRIVE_REMOVABLE of GetDriveTypeW (Windows). A large USB disk is a fixed one there: its folder is typed."""
_PLACES = ("/media/", "/run/media/", "/Volumes/")


def drives() -> list[Path]:
    """Where each is found, those that can be written to; [] where the system does not tell."""
    found = _on_windows() if sys.platform == "win32" else _on_a_mac() if sys.platform == "darwin" else _on_linux()
    return [path for path in found if os.access(path, os.W_OK)]


def _on_windows() -> list[Path]:
    kernel = ctypes.windll.kernel32
    there = kernel.GetLogicalDrives()
    roots = [f"{letter}:\\" for place, letter in enumerate(string.ascii_uppercase) if there >> place & 1]
    return [Path(root) for root in roots if kernel.GetDriveTypeW(root) == _REMOVABLE]


def _on_a_mac() -> list[Path]:
    return [path for path in sorted(Path("/Volumes").glob("*")) if path.is_mount() and not path.is_symlink()]


def _on_linux() -> list[Path]:
    try:
        mounts = Path("/proc/self/mounts").read_text("utf-8", errors="replace")
    except OSError:
        return []
    return mounted_in(mounts)


def mounted_in(mounts: str) -> list[Path]:
    """From the text of /proc/self/mounts: what the desktop has mounted for the person at the laptop."""
    places = [line.split(" ")[1] for line in mounts.splitlines() if line.count(" ") > 1]
    told = [re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), place) for place in places]
    return sorted({Path(place) for place in told if place.startswith(_PLACES)})
