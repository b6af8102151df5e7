"""The machine on which a figure was taken: without it a figure says nothing."""

import os
import platform
from pathlib import Path


def machine() -> str:
    """Cores, processor, system, Python, and how busy it was with something else when the script began."""
    load = f"; load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    return f"{cores()} cores of {_processor()}, {platform.system()}, Python {platform.python_version()}{load}"


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor() or platform.machine()
