"""Verifying that goes wrong in a worker, as records and machines may; importable there, so that a worker can run it."""

import os
import signal
import time

from kiosk.council.checking import Checked

DIE, WAIT, RAISE = b"die", b"wait", b"raise"


class Unsendable(Exception):
    """Cannot be made again on the other side."""

    def __init__(self, one, two):
        super().__init__(one)


def check(file: str, raw: bytes) -> Checked:
    if raw == DIE:
        os.kill(os.getpid(), signal.SIGKILL)
    if raw == WAIT:
        time.sleep(60)
    if raw == RAISE:
        raise Unsendable(1, 2)
    return Checked(file, str(os.getpid()))
