"""All of ours that reads what a stranger wrote. Each target takes any bytes and lets nothing pass but one of our refusals.

The suite tries a few hundred of each; `tests.fuzz.campaign` as many as there is time for.
"""

import io
import json
import tempfile
from collections.abc import Callable, Iterable
from contextlib import redirect_stderr, redirect_stdout, suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

import openpyxl

from ballots.errors import Trouble
from ballots.record.contents import SHEET
from ballots.record.packing import open_record, write_json
from ballots.record.report import Report
from ballots.record.shape import MEETING
from kiosk import command_line
from kiosk.council.checking import check as check_for_the_council
from kiosk.opened import tell
from kiosk.pkcs12 import open_pkcs12
from kiosk.rehearsal.votes import read_plan
from kiosk.results_sheet import results_sheet_differs
from kiosk.roster_file import preview_of, read_roster_file
from kiosk.verifying import report_object, verify
from tests.builders import archive, auditable, board, election
from tests.fuzz.bodies import right_bodies
from tests.fuzz.speaking import OPENING, PASS, POLL, Speaking, answers, hang_up
from tests.meetings import Play, repacked

SEEDS = Path(__file__).parent / "seeds"


class Target(NamedTuple):
    """`seeds`: what is right, or nearly; `slow`: one trial takes long, so the suite makes fewer."""

    ask: Callable[[bytes], object]
    seeds: Callable[[], Iterable[bytes]]
    slow: bool = False


def stored(name: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted((SEEDS / name).iterdir())]


def refusable(read: Callable[[bytes], object]) -> Callable[[bytes], object]:
    """What may end in a refusal that can be said."""

    def ask(raw: bytes) -> object:
        try:
            return read(raw)
        except Trouble as trouble:
            assert trouble.code and str(trouble)
            return trouble.code

    return ask


@cache
def folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="hom-phieu-fuzz-"))


@cache
def kiosk() -> Speaking:
    return Speaking(folder() / "kiosk")


@cache
def record() -> bytes:
    """A small one that verifies."""
    return Play().vote((((0,), (0,)), ((1,), (1,)), ((), ()))).told().record()


def said(raw: bytes) -> Report:
    """The whole of what `verify` says."""
    report = verify(raw)
    assert report.ok == (report.failed == ()) or report.unchecked
    json.dumps(report_object(report)).encode()
    return report


def told(raw: bytes) -> None:
    """The Council's table hears the same, whatever it is."""
    report = said(raw)
    heard = check_for_the_council("x.zip", raw)
    assert heard.ok <= report.ok and not any(failure.code == "check-failed" for failure in heard.failed)


def document(raw: bytes) -> Report:
    """meeting.json as a dishonest kiosk would write it: any JSON in its one form, signed."""
    try:
        raw = write_json(json.loads(raw))
    except (ValueError, RecursionError):
        pass
    return said(repacked(record(), {MEETING: raw}))


def sheet(raw: bytes) -> str | None:
    return results_sheet_differs(raw, json.loads(open_record(record())[MEETING]))


def roster(raw: bytes) -> object:
    """The first byte says what the file is called."""
    name = ("a.csv", "a.xlsx", "a.xls", "a")[raw[0] % 4] if raw else ""
    return json.dumps(preview_of(read_roster_file(name, raw[1:]), ()))


def votes(raw: bytes) -> object:
    file = folder() / "votes.json"
    file.write_bytes(raw)
    return read_plan(file)


@cache
def audited() -> tuple[bytes, bytes, str]:
    """A box, a ballot that was opened beside it, and its opening."""
    held = election([(3, 2), (2, 1)], 1, 2)
    sealed, opening = auditable(held.election, held.secrets[0], [[0, 2], []], b"s" * 32)
    return board(held, [held.vote(1, [[0], [1]])]).archive(), sealed, opening


def opening(raw: bytes) -> object:
    bel, sealed, _ = audited()
    said = tell(bel, raw.decode("utf-8", "replace"), sealed)
    assert said.ok or (said.failed.code and said.failed.message)
    return said.record()


def sealed(raw: bytes) -> object:
    bel, _, text = audited()
    said = tell(bel, text, raw)
    return said.record()


def ballot(raw: bytes) -> object:
    """Whatever comes to the box is refused with our code, or is in it."""
    standing = kiosk()
    return standing.ask(standing.phone, "/booth/ballot", method="POST", data=raw).status_code


def http(raw: bytes) -> list[int]:
    """A connection to the kiosk, byte by byte as it comes."""
    return answers(kiosk().hear(raw), "HEAD" if raw.startswith(b"HEAD") else "GET")


def line(raw: bytes) -> list[int]:
    """What comes over a WebSocket after the greeting: frames."""
    return answers(kiosk().hear(OPENING, raw))


def packets(raw: bytes) -> int:
    """What a page that only asks sends."""
    standing = kiosk()
    begun = standing.ask(standing.phone, POLL).get_data().decode()
    sid = json.loads(begun[1:].partition("\x1e")[0])["sid"]
    try:
        return standing.ask(standing.phone, f"{POLL}&sid={sid}", method="POST", data=raw).status_code
    finally:
        hang_up()


def commands(raw: bytes) -> int:
    """A command line; serving and rehearsing are left out, because they would do it."""
    words = [word for word in raw.decode("utf-8", "surrogateescape").replace("\0", "").split("\n") if word]
    if not words or words[0] not in ("verify", "council"):
        words = ["verify", *words]
    told = io.TextIOWrapper(io.BytesIO(), "utf-8", errors="replace")
    with redirect_stdout(told), redirect_stderr(told), suppress(SystemExit):  # SystemExit: what argparse says of usage
        return command_line.main(words)
    return 2


def in_a_workbook(*rows: list[object]) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def requests() -> Iterable[bytes]:
    """A right request of each kind, as the desk sends it."""
    head = f"Host: 127.0.0.1:8000\r\nCookie: desk-8000={PASS}\r\nContent-Length: "
    for path, body in right_bodies(kiosk()).items():
        if len(body) < 2_000:
            yield f"POST {path} HTTP/1.1\r\n{head}{len(body)}\r\n\r\n".encode() + body
    for rule in kiosk().desk.application.url_map.iter_rules():
        if "GET" in rule.methods and rule.endpoint not in ("static", "archive.record"):
            yield f"GET {rule.rule} HTTP/1.1\r\n{head}0\r\nAccept: text/html\r\n\r\n".encode()
    yield from stored("http")


TARGETS: dict[str, Target] = {
    "ballot": Target(ballot, lambda: [kiosk().room.sealed_ballot(2, [[1]]), b"{}"]),
    "http": Target(http, requests),
    "line": Target(line, lambda: stored("line")),
    "packets": Target(packets, lambda: stored("packets")),
    "roster": Target(
        refusable(roster),
        lambda: [
            *stored("roster"),
            b"\x01" + in_a_workbook(["STT", "Đơn vị", "Lãnh đạo", "Điểm"], [1, "A", "B", "=1+1"]),
        ],
    ),
    "record": Target(refusable(told), lambda: [record()], slow=True),
    "document": Target(refusable(document), lambda: [open_record(record())[MEETING]], slow=True),
    "sheet": Target(sheet, lambda: [open_record(record())[SHEET]], slow=True),
    "archive": Target(
        refusable(told), lambda: [archive([(2, 1)], [[[0]], [[]]], trustees=1), archive([(1, 1)], [], 1, "Setup")]
    ),
    "votes": Target(refusable(votes), lambda: stored("votes")),
    "opening": Target(opening, lambda: [audited()[2].encode()]),
    "sealed": Target(sealed, lambda: [audited()[1]]),
    "pkcs12": Target(refusable(lambda raw: open_pkcs12(raw, "mat-khau")), lambda: stored("pkcs12"), slow=True),
    "commands": Target(commands, lambda: stored("commands"), slow=True),
}
