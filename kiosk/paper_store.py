"""The papers of an adopted meeting as files in the instance: made and signed by the kiosk once, then signed by people in turn.

meeting.json lies beside them as it was when they were made; a record that holds them must hold the same bytes.
"""

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from ballots.errors import Broken, Refused
from ballots.record.contents import PAPERS, VERIFIER
from ballots.record.shape import MEETING
from kiosk.durable import replace, write_new
from kiosk.papers import make_paper
from kiosk.store import StoreFailed

Sign = Callable[[bytes], bytes]
_ONE_AT_A_TIME = Lock()
"""For whoever writes over a paper; signing itself, which takes long, is outside."""


class PaperStore:
    """The papers of one meeting, in `folder` (instance/papers/<uuid>). Any thread may ask it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def make_all(self, meeting_json: bytes, sign: Sign) -> None:
        """All five papers, each signed by the kiosk with `sign`. Idempotent: what is there stays as it is, whoever has
        signed it since. StoreFailed `store-failed`; Broken `papers-of-another` where those there were made of other data; what
        `make_paper` and `sign` raise. What was made until then stays."""
        if self._keep_once(MEETING, meeting_json) != meeting_json:
            raise Broken(
                "papers-of-another",
                "Trong %(folder)s đã có văn bản lập từ số liệu khác. Xin chuyển thư mục ấy đi nơi khác, đừng xóa, rồi làm lại.",
                folder=self._folder,
            )
        for name, file in PAPERS.items():
            if not (self._folder / file).exists():
                self._keep_once(file, sign(make_paper(name, meeting_json, draft=False)))

    def meeting_json(self) -> bytes | None:
        """The data of which the papers were made, None where there are none. StoreFailed `store-failed`."""
        return self._read(MEETING) if (self._folder / MEETING).exists() else None

    def keep_verifier(self, page: bytes) -> bytes:
        """The page that checks a record, as it was when it was first filed with these papers: a newer program does not
        change what goes with meeting.json. Idempotent. StoreFailed `store-failed`."""
        return self._keep_once(VERIFIER, page)

    def read(self, name: str) -> bytes:
        """A paper by its name ("count-minutes") as it is signed now. Refused `paper-missing`; StoreFailed `store-failed`."""
        return self._read(_file(name))

    def sign(self, name: str, sign: Sign) -> bytes:
        """The paper with one signature more, durable on return; nothing is written where `sign` adds none. Another that
        comes meanwhile is not lost: then `sign` is asked again. Raises what `read` and `sign` raise, StoreFailed; the paper is
        then as it was."""
        file = _file(name)
        while True:
            before = self._read(file)
            after = sign(before)
            if after == before:
                return before
            with _ONE_AT_A_TIME:
                if self._read(file) == before:
                    self._keep(file, after)
                    return after

    def files(self) -> dict[str, bytes]:
        """All papers by file name, for the record; those that are not made are left out."""
        return {file: self._read(file) for file in PAPERS.values() if (self._folder / file).exists()}

    def _read(self, file: str) -> bytes:
        try:
            return (self._folder / file).read_bytes()
        except FileNotFoundError:
            raise _missing() from None
        except OSError as problem:
            raise self._failed(problem) from None

    def _keep_once(self, file: str, content: bytes) -> bytes:
        """What is there after: this, or what was there before."""
        try:
            write_new(self._folder / file, content)
        except OSError as problem:
            raise self._failed(problem) from None
        return self._read(file)

    def _keep(self, file: str, content: bytes) -> None:
        try:
            replace(self._folder / file, content)
        except OSError as problem:
            raise self._failed(problem) from None

    def _failed(self, problem: OSError) -> StoreFailed:
        return StoreFailed(
            "store-failed",
            "Chưa đọc hoặc ghi được văn bản trong %(folder)s (%(why)s). Văn bản đã ký trước đó vẫn còn nguyên; xin kiểm tra "
            "đĩa rồi làm lại.",
            folder=self._folder,
            why=type(problem).__name__,
        )


def _file(name: str) -> str:
    if name not in PAPERS:
        raise _missing()
    return PAPERS[name]


def _missing() -> Refused:
    return Refused(
        "paper-missing", "Chưa có văn bản này: văn bản chỉ được lập chính thức sau khi hội nghị thông qua kết quả."
    )
