"""The copy that follows the meeting: a second store in another folder, to which every deed is appended after it was done.

No receipt waits for it: what is appended is read from the store in moments, a few transactions at a time, and written in
another thread. Where the folder is gone (a memory stick pulled out) the desk is told, it is tried again every few seconds, and
the meeting goes on. All ballots are rows of one file there as here, so nothing tells when one came (P10).
"""

import os
from contextlib import suppress
from pathlib import Path

import gevent
from gevent.event import Event
from gevent.lock import Semaphore

from ballots.errors import Refused, Trouble
from kiosk import durable
from kiosk.copies import KEY, NAME, STORE, check_target, failed, files_of, missing
from kiosk.failures import note
from kiosk.hall import Hall
from kiosk.offload import offload
from kiosk.schema import last_mark
from kiosk.store import Store, StoreDamaged, StoreFailed
from kiosk.store_failed import ahead
from kiosk.sums import Mark

FOLDER = f"{NAME}-ban-sao"
"""In the folder that was asked for, so that a copy is never mixed with what else lies there."""
GATHER = 0.3  # seconds: what is done in one moment is copied in one go
LOOK = 3.0  # seconds: the longest time after which a stick that was pulled out, or put in again, is noticed
PATIENCE = 5.0  # seconds: how long the end of the program waits for a stick
AT_ONCE = 20  # transactions


class Copying:
    """`folder`: where the copy is; `trouble`: why it does not follow now, None where it does; `mark`: how far it is;
    `same_disk`: it is on the disk of the laptop itself; None where it is not known yet."""

    def __init__(self, hall: Hall, target: Path) -> None:
        self.folder = target / FOLDER
        self.trouble: Trouble | None = None
        self.mark = Mark()
        self.same_disk: bool | None = None
        self._hall, self._target = hall, target
        self._copy: Store | None = None
        self._files: dict[Path, tuple[int, int]] = {}
        self._wake, self._turn, self._ended = Event(), Semaphore(), False

    def start(self) -> gevent.Greenlet:
        """From now on, until `stop`."""
        self._hall.recorded = self._wake.set
        return gevent.spawn(self._go_on)

    def stop(self) -> None:
        """The copy is closed, so that its file is whole without a log. Waits for what is being written, and not for ever."""
        self._ended = True
        if self._turn.acquire(timeout=PATIENCE):
            self._let_go()

    @property
    def follows(self) -> bool:
        return self.trouble is None and self.mark == self._hall.store.mark

    def catch_up(self) -> None:
        """Bring the copy up to date; what is in the way is in `trouble` afterwards. Never raises."""
        with self._turn:
            try:
                self._catch_up()
                self.trouble = None
            except StoreFailed as failure:  # its sentence is about the laptop's own store
                self.trouble = failed(self.folder, failure.code)
            except Trouble as trouble:
                self.trouble = trouble
            except OSError as problem:
                self.trouble = failed(self.folder, problem.strerror or type(problem).__name__)
            except Exception as problem:  # whatever it is, the next attempt may do
                self.trouble = failed(self.folder, note(problem, self._hall))
            if self.trouble:
                self._let_go()

    def _go_on(self) -> None:
        while not self._ended:
            self.catch_up()
            self._wake.wait(LOOK)
            self._wake.clear()
            gevent.sleep(GATHER)

    def _catch_up(self) -> None:
        ours = self._hall.store
        offload(check_target, self._hall.config.instance, self._target)
        begun = offload((self.folder / STORE).exists)
        if not begun:  # or somebody has taken it away
            self._let_go()
        if self._copy is None:
            self._copy = offload(self._open, None if begun else ours.snapshot())
        if not ours.holds(self._copy.mark):
            raise _of_another(self.folder)
        offload(self._copy_files)
        while following := ours.since(self._copy.mark, AT_ONCE):
            offload(self._copy.replay, following)
        self.mark = self._copy.mark

    def _open(self, whole: bytes | None) -> Store:
        """A copy of another kiosk is left alone; a damaged one is put aside, and the next attempt begins a new one."""
        self._look_where()
        key = self.folder / KEY
        if key.exists() and key.read_bytes() != self._hall.config.key_path.read_bytes():
            raise _of_another(self.folder)
        self._copy_files()
        if whole is not None:
            durable.write_new(self.folder / STORE, whole)
        try:
            return Store(self.folder / STORE, any_thread=True)
        except StoreDamaged:
            os.rename(self.folder, free_name(self.folder, "hong"))
            raise

    def _look_where(self) -> None:
        """A stick that is pulled out may leave the empty folder behind where it was, and that is on the laptop's own disk."""
        same = _device(self._target) == _device(self._hall.config.instance)
        if same and self.same_disk is False:
            raise missing(self._target)
        self.same_disk = same

    def _copy_files(self) -> None:
        """What is not there as it is here. They are only ever written whole, so that a new time or size tells."""
        instance = self._hall.config.instance
        for name in files_of(instance):
            stat = (instance / name).stat()
            if self._files.get(name) != (stat.st_size, stat.st_mtime_ns):
                self._copy_file((instance / name).read_bytes(), self.folder / name)
                self._files[name] = (stat.st_size, stat.st_mtime_ns)

    def _copy_file(self, content: bytes, there: Path) -> None:
        if not there.exists() or there.read_bytes() != content:
            durable.replace(there, content)
            durable.keep_names(there.parent)

    def _let_go(self) -> None:
        copy, self._copy, self._files = self._copy, None, {}
        if copy is not None:
            with suppress(Exception):  # a stick that is gone cannot even be closed
                offload(copy.close)


def free_name(folder: Path, why: str) -> Path:
    """A name beside `folder` that nothing has yet."""
    taken = (folder.with_name(f"{folder.name}-{why}-{number}") for number in range(1, 10_000))
    return next(name for name in taken if not name.exists())


def _device(folder: Path) -> int:
    return folder.stat().st_dev


def start_copying(hall: Hall) -> None:
    """Where a copy was asked for, it follows from now on."""
    if hall.config.copy_to:
        hall.copying = Copying(hall, hall.config.copy_to)
        hall.copying.start()


def refuse_if_ahead(hall: Hall) -> None:
    """StoreDamaged `copy-newer` where the copy of this kiosk goes further than its store: the store has lost something."""
    if not hall.config.copy_to:
        return
    folder, ours = hall.config.copy_to / FOLDER, hall.store.mark
    try:
        if (folder / KEY).read_bytes() != hall.config.key_path.read_bytes():
            return
        theirs = last_mark(folder / STORE, ours)
    except OSError:  # no copy yet, or no stick: told at the desk
        return
    if theirs and theirs != ours:
        raise ahead(folder, theirs, ours, hall.config.remedy())


def _of_another(folder: Path) -> Refused:
    return Refused(
        "copy-of-another",
        "Thư mục %(folder)s đang giữ bản sao của hòm phiếu khác, hoặc của một hội nghị khác. Xin chọn thư mục khác, hoặc đổi "
        "tên thư mục ấy.",
        folder=folder,
    )
