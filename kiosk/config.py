"""How this kiosk was started: a frozen value. Nothing else of the program reads the environment."""

import math
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import list2cmdline

from ballots.errors import Refused

USUAL_HTTPS_PORT = 8443
_PACKAGE = Path(__file__).resolve().parent
CODE = _PACKAGE.parent
"""Where `kiosk` and `ballots` are."""
INSTALLED = (_PACKAGE / "templates").is_dir()
"""Whether this is a wheel, which carries everything inside the package (hatch_build.py), and no clone."""
ROOT = _PACKAGE if INSTALLED else CODE
"""What is read at run time: static/, templates/, translations/, docs/."""


def usual_instance() -> Path:
    """Beside the program in a clone; in the person's own data where it was installed, so that an update leaves it alone."""
    if not INSTALLED:
        return ROOT / "instance"
    from platformdirs import user_data_path

    return user_data_path("hom-phieu", appauthor=False)


def program() -> str:
    """How this program is called, for a command that a sentence gives."""
    return "hom-phieu" if INSTALLED else "uv run app.py"


@dataclass(frozen=True)
class Config:
    """`instance`: the folder of the store and the kiosk's key. `pace`: seconds between two totals of the public count.

    `https_port`: of https beside http, with a certificate made on the spot (`kiosk.secure_door`); None: there is none.
    `stay_awake`: the laptop does not fall asleep in a meeting (`kiosk.awake`). `copy_to`: where a copy follows every deed
    (`kiosk.copying`); None: there is none.
    `launch_key` opens the desk and lives as long as the process; `desk_pass` is what the desk's cookie carries instead, and
    is replaced by the one of the instance when that is opened (kiosk/desk_pass.py).
    """

    instance: Path = field(default_factory=usual_instance)
    host: str = "0.0.0.0"
    port: int = 8000
    tls_cert: Path | None = None
    tls_key: Path | None = None
    https_port: int | None = None
    stay_awake: bool = True
    copy_to: Path | None = None
    pace: float = 0.8
    launch_key: str = field(default_factory=lambda: secrets.token_urlsafe(18), repr=False)
    desk_pass: str = field(default_factory=lambda: secrets.token_urlsafe(18), repr=False)

    @property
    def scheme(self) -> str:
        return "https" if self.tls_cert else "http"

    def remedy(self, copy: Path | None = None) -> str:
        """The command that goes on from a copy: from this one, or the one that follows the meeting, or whichever there is."""
        where = copy or self.copy_to or "THƯ-MỤC-BẢN-SAO"
        own = [] if self.instance == usual_instance() else ["--instance", self.instance.absolute()]
        return f"{program()} {list2cmdline(['restore', str(where), *map(str, own)])}"

    @property
    def store_path(self) -> Path:
        return self.instance / "kiosk.db"

    @property
    def key_path(self) -> Path:
        return self.instance / "kiosk.key"

    @property
    def records_path(self) -> Path:
        return self.instance / "records"

    @property
    def papers_path(self) -> Path:
        return self.instance / "papers"

    @property
    def logs_path(self) -> Path:
        return self.instance / "logs"


def from_environment() -> dict[str, object]:
    """Settings of the environment: HOMPHIEU_INSTANCE and HOMPHIEU_COPY_TO (folders), HOMPHIEU_PACE (seconds, for rehearsals).

    Refused `pace-wrong` where the pace is not a number of seconds.
    """
    settings: dict[str, object] = {}
    if folder := os.environ.get("HOMPHIEU_INSTANCE"):
        settings["instance"] = Path(folder)
    if folder := os.environ.get("HOMPHIEU_COPY_TO"):
        settings["copy_to"] = Path(folder).absolute()
    if pace := os.environ.get("HOMPHIEU_PACE"):
        settings["pace"] = _seconds(pace)
    return settings


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds < 3600:
        raise Refused("pace-wrong", "HOMPHIEU_PACE phải là số giây từ 0 trở lên; xin sửa hoặc bỏ biến môi trường này.")
    return seconds


def environment_of_another(pace: float) -> dict[str, str]:
    """The environment for a kiosk that we start in a process of its own, with its own pace and no copy."""
    own = {name: value for name, value in os.environ.items() if name != "HOMPHIEU_COPY_TO"}
    return {**own, "HOMPHIEU_PACE": str(pace)}
