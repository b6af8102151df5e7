"""A server that asks before it touches a file or answers: the test lets the call go on, fails it, or kills the server there.

Beneath SQLite and Python, at the kernel's own door (seccomp user notification, Linux 5.0): what fails is what a disk fails,
and the program is the unchanged one. No privilege and no other program is needed.

    python -m tests.faults.kernel SOCKET COMMAND ...    starts COMMAND so, and hands the questions to who listens at SOCKET
"""

import array
import ctypes
import errno
import os
import platform
import select
import signal
import socket
import struct
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

GO_ON, KILL = 0, -1
"""Verdicts; every other one is an errno with which the call fails."""

_NUMBERS = {
    "x86_64": (317, {1: "write", 18: "write", 74: "sync", 75: "sync", 77: "cut", 82: "name", 86: "name", 44: "send"}),
    "aarch64": (
        277,
        {64: "write", 68: "write", 82: "sync", 83: "sync", 46: "cut", 38: "name", 37: "name", 206: "send"},
    ),
}
ASKS = sys.platform == "linux" and platform.machine() in _NUMBERS
"""Whether this is a machine whose kernel asks."""
_NO_NEW_PRIVILEGES, _SET_FILTER, _NEW_LISTENER = 38, 1, 8
_ALLOW, _ASK = 0x7FFF0000, 0x7FC00000
_RECEIVE, _ANSWER = 0xC0502100, 0xC0182101
_LOAD, _IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_CONTINUE = 1


class _Filter(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_char_p)]


@dataclass(frozen=True)
class Call:
    """`kind`: write, sync (fsync) or cut (ftruncate) of `file`, which stands in the instance; name, when a file gets another
    one (rename, link); send, when an answer leaves. The last two say no `file`."""

    kind: str
    file: str


Judge = Callable[[Call], int]


def let_all(call: Call) -> int:
    return GO_ON


def ask_first() -> int:
    """From now on this process and its children ask; the descriptor at which they do. OSError where the kernel cannot."""
    seccomp, numbers = _NUMBERS[platform.machine()]
    tests = [struct.pack("HBBI", _IF_EQUAL, len(numbers) - place, 0, number) for place, number in enumerate(numbers)]
    ends = [struct.pack("HBBI", _RETURN, 0, 0, verdict) for verdict in (_ALLOW, _ASK)]
    code = b"".join([struct.pack("HBBI", _LOAD, 0, 0, 0), *tests, *ends])
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    asked = libc.syscall(seccomp, _SET_FILTER, _NEW_LISTENER, ctypes.byref(_Filter(len(code) // 8, code)))
    if asked < 0:
        raise OSError(ctypes.get_errno(), "the kernel lets nobody ask first")
    return asked


class Gate:
    """Answers the questions of one server, in a thread of its own, by `judge`; until somebody sets it, all goes on."""

    def __init__(self, listener: int, instance: Path) -> None:
        from fcntl import ioctl

        self.judge: Judge = let_all
        self._ioctl = ioctl
        self._listener, self._instance = listener, f"{instance.resolve()}/"
        self._kinds = _NUMBERS[platform.machine()][1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        waiting = select.poll()
        waiting.register(self._listener, select.POLLIN)
        with open(self._listener, closefd=True):
            while not any(state & (select.POLLHUP | select.POLLERR) for _, state in waiting.poll()):
                with suppress(
                    FileNotFoundError, InterruptedError, ProcessLookupError
                ):  # who asked was killed meanwhile
                    self._answer_one()

    def _answer_one(self) -> None:
        asked = bytearray(80)
        self._ioctl(self._listener, _RECEIVE, asked)
        number, process, _, called = struct.unpack_from("QIIi", asked)
        descriptor = struct.unpack_from("Q", asked, 32)[0]
        verdict = self._verdict(process, self._kinds[called], descriptor)
        if verdict == KILL:
            os.kill(process, signal.SIGKILL)
            return
        answer = struct.pack("QqiI", number, 0, -verdict, 0 if verdict else _CONTINUE)
        self._ioctl(self._listener, _ANSWER, bytearray(answer))

    def _verdict(self, process: int, kind: str, descriptor: int) -> int:
        if kind in ("send", "name"):
            return self.judge(Call(kind, ""))
        with suppress(OSError):
            file = os.readlink(f"/proc/{process}/fd/{descriptor}")
            if file.startswith(self._instance):
                return self.judge(Call(kind, file.removeprefix(self._instance)))
        return GO_ON


def failing(*kinds: str, code: int = errno.EIO) -> Judge:
    """Every call of these kinds on a file of the instance fails with this errno."""
    return lambda call: code if call.kind in kinds else GO_ON


def listener_from(line: socket.socket) -> int:
    """The descriptor that a process started by this module hands over."""
    _, (listener,), *_ = socket.recv_fds(line, 1, 1)
    return listener


def main(place: str, *command: str) -> None:
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(place)
        listener = ask_first()
        line.sendmsg([b"."], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [listener]))])
        os.close(listener)
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(*sys.argv[1:])
