"""Hòm Phiếu from the command line: serve (the default), check, rehearse, verify, council, restore.

In a clone it is called `app.py`, where it was installed `hom-phieu`; help and usage say it as it was called.
"""

import argparse
import sys
from pathlib import Path

from ballots.errors import Trouble
from kiosk.config import USUAL_HTTPS_PORT, Config, from_environment
from kiosk.leaving_out import leaving_out

UNNEEDED = ("PIL", "aiohttp", "requests", "tornado", "websocket")
"""What libraries load for clients, other servers and pictures: a third of the time to start, and a kiosk has no use for it."""


def hom_phieu() -> None:
    """The command that an installation brings. Ends the process."""
    sys.exit(main(sys.argv[1:]))


def main(argv: list[str]) -> int:
    """The exit status; 2 and a sentence on stderr where the program is refused what it needs."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # a Windows console may know no Vietnamese
    commands = {"check": check, "rehearse": rehearse, "verify": verify, "council": council, "restore": restore}
    try:
        if argv and argv[0] in commands:
            return commands[argv[0]](argv[1:])
        return serve(argv)
    except Trouble as trouble:
        print(f"{trouble} [{trouble.code}]", file=sys.stderr)
        return 2


def serve(argv: list[str]) -> int:
    """Start the kiosk and open the desk."""
    parser = _parser("", "Start the kiosk. Also: %(prog)s check | rehearse | verify | council | restore --help.")
    parser.add_argument("--host", default="0.0.0.0", help="address to listen on (default: all of this machine's)")
    parser.add_argument("--port", type=int, default=8000, help="0 picks a free one (default: 8000)")
    parser.add_argument("--instance", type=Path, metavar="DIR", help="folder of the store and the kiosk's key")
    parser.add_argument(
        "--copy-to", type=Path, metavar="DIR", help="folder (a memory stick) where a copy follows every deed"
    )
    parser.add_argument("--no-browser", action="store_true", help="do not open the desk in a browser")
    parser.add_argument(
        "--https-port",
        type=int,
        metavar="N",
        help="https for the shared tablet's camera (default: 8443, or a free one)",
    )
    parser.add_argument("--no-https", action="store_true", help="no https beside http")
    parser.add_argument(
        "--let-sleep", action="store_true", help="let the laptop fall asleep during a meeting as it is set to"
    )
    parser.add_argument("--tls-cert", type=Path, metavar="F", help="certificate chain (PEM), for https instead of http")
    parser.add_argument("--tls-key", type=Path, metavar="F", help="its private key (PEM)")
    given = parser.parse_args(argv)
    if bool(given.tls_cert) != bool(given.tls_key):
        parser.error("--tls-cert and --tls-key go together")
    named = {"host": given.host, "port": given.port, "tls_cert": given.tls_cert, "tls_key": given.tls_key}
    named |= {"https_port": _https_port(given), "stay_awake": not given.let_sleep}
    if given.instance:
        named["instance"] = given.instance
    if given.copy_to:
        named["copy_to"] = given.copy_to.absolute()
    with leaving_out(*UNNEEDED):
        from kiosk.server import serve as run

    return run(Config(**{**from_environment(), **named}), browser=not given.no_browser)


def _https_port(given: argparse.Namespace) -> int | None:
    if given.no_https:
        return None
    return given.https_port if given.https_port is not None else USUAL_HTTPS_PORT if given.port else 0


def check(argv: list[str]) -> int:
    """See the day before whether all is ready. 1 where something must be mended."""
    parser = _parser("check", "Check this laptop and its instance before a meeting; nothing is served.")
    parser.add_argument("--instance", type=Path, metavar="DIR", help="folder of the store and the kiosk's key")
    parser.add_argument("--port", type=int, default=8000, help="the port that the kiosk will use (default: 8000)")
    parser.add_argument("--https-port", type=int, metavar="N", help="that of https (default: 8443)")
    parser.add_argument("--no-https", action="store_true", help="no https beside http")
    parser.add_argument("--tls-cert", type=Path, metavar="F", help="certificate chain (PEM) that the kiosk will use")
    parser.add_argument("--tls-key", type=Path, metavar="F", help="its private key (PEM)")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    given = parser.parse_args(argv)
    if bool(given.tls_cert) != bool(given.tls_key):
        parser.error("--tls-cert and --tls-key go together")
    named = {"port": given.port, "https_port": _https_port(given), "tls_cert": given.tls_cert, "tls_key": given.tls_key}
    if given.instance:
        named["instance"] = given.instance
    with leaving_out(*UNNEEDED):
        from kiosk.preflight.command import run

        return run(Config(**{**from_environment(), **named}), given.json)


def rehearse(argv: list[str]) -> int:
    """Play a whole meeting over the real interfaces of a real server."""
    parser = _parser("rehearse", "Play a whole meeting on a server of its own, on loopback.")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where record.zip is left")
    parser.add_argument(
        "--votes", type=Path, metavar="FILE", help="who is present and what they vote (JSON); default: the sample"
    )
    given = parser.parse_args(argv)
    from kiosk.rehearsal import rehearse as run

    return run(given.out, given.votes)


def verify(argv: list[str]) -> int:
    """Check a record or an archive, without server or instance."""
    parser = _parser("verify", "Check a record.zip or a .bel archive, of any program.")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a summary")
    parser.add_argument("--opening", metavar="TEXT", help="what opens a ballot that its voter had audited")
    parser.add_argument("--ballot", type=Path, metavar="FILE", help="that sealed ballot, where FILE does not hold it")
    given = parser.parse_args(_joined(argv, "--opening"))
    from kiosk.verifying import run

    return run(given.file, given.json, given.opening, given.ballot)


def _joined(argv: list[str], option: str) -> list[str]:
    """The value of this option may begin with a dash."""
    at = argv.index(option) if option in argv[:-1] else None
    return argv if at is None else [*argv[:at], f"{option}={argv[at + 1]}", *argv[at + 2 :]]


def council(argv: list[str]) -> int:
    """Verify the records of all clusters and make the Standing Council's table."""
    parser = _parser("council", "Verify all records (*.zip) in a folder and make one table of their results.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx", help="the table; written over")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a summary")
    parser.add_argument("--processes", type=_some, metavar="N", help="how many (default: one a processor)")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="work on a Dask cluster (extra: cluster)")
    given = parser.parse_args(argv)
    from kiosk.council.command import run

    return run(given.folder, given.out, given.json, given.scheduler, given.processes)


def restore(argv: list[str]) -> int:
    """Put a copy in the place of an instance, which is put aside."""
    parser = _parser("restore", "Go on from a copy of an instance. What is there now is renamed, never deleted.")
    parser.add_argument("copy", type=Path, metavar="DIR", help="folder of the copy, or a folder that holds one")
    parser.add_argument("--instance", type=Path, metavar="DIR", help="the instance to put it in the place of")
    parser.add_argument(
        "--put-aside", action="store_true", help="also an instance that is newer than the copy, or another kiosk's"
    )
    given = parser.parse_args(argv)
    named = {"instance": given.instance} if given.instance else {}
    from kiosk.restoring import run

    return run(given.copy.absolute(), Config(**{**from_environment(), **named}), given.put_aside)


def _some(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("a whole number from 1 on")
    return int(text)


def _parser(command: str, description: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(f"{Path(sys.argv[0]).name} {command}".rstrip(), description=description)


if __name__ == "__main__":
    hom_phieu()
