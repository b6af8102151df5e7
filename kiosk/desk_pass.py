"""What the desk's cookie carries. It outlives the program, so that the secretary's open page goes on after a restart; the
launch key, which gives the cookie, does not."""

import secrets
from pathlib import Path

from ballots.errors import Refused
from kiosk import durable

NAME = "desk.pass"


def kept_pass(instance: Path) -> str:
    """The pass in `instance` (mode 0600), made there where there is none. Idempotent, even for two starts at once.

    Refused `store-not-writable` where it cannot be read or written.
    """
    path = instance / NAME
    try:
        durable.write_new(path, secrets.token_urlsafe(18).encode())
        return path.read_text("ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(
            "store-not-writable",
            "Không đọc hoặc ghi được tệp %(path)s. Xin kiểm tra quyền ghi của thư mục này rồi khởi động lại.",
            path=path,
        ) from error
