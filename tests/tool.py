"""belenios-tool, the program we did not write, as a judge of archives and as a maker of them.

Where it is absent a test that needs it is skipped, except in CI, where it fails; `.ci/get-belenios-tool` fetches it.
Debian's stable 3.0 is the usual one. Trustees write to each other as ours do from 3.1 on (6.3): what is about that needs
`newer`, from a suite that has it.
"""

import io
import json
import os
import re
import subprocess
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import pytest

_ROOT = Path(__file__).parent.parent
_BESIDE = _ROOT / ".tools" / "belenios-tool" / "belenios-tool"
_NEWER_BESIDE = _ROOT / ".tools" / "belenios-tool-sid" / "belenios-tool"


class RefusedByTool(AssertionError):
    """The tool, or a comparison that it should have made, found something wrong with an archive."""


def path() -> Path:
    """Where the tool is: $BELENIOS_TOOL, or beside the project."""
    return _found("BELENIOS_TOOL", _BESIDE, ".ci/get-belenios-tool fetches it")


def newer() -> Path:
    """Where a tool of 3.1 or later, but not yet 4, is: $BELENIOS_TOOL_NEWER, or beside the project."""
    how = ".ci/get-belenios-tool .tools/belenios-tool-sid sid fetches it"
    found = _found("BELENIOS_TOOL_NEWER", _NEWER_BESIDE, how)
    version = subprocess.run([found, "--version"], capture_output=True, text=True, timeout=120).stdout
    if not re.match(r"3\.[1-9]", version):
        _missing(f"{found} is not belenios-tool 3.1 or later, but {version.strip() or 'does not start'}; {how}")
    return found


def _found(variable: str, beside: Path, how: str) -> Path:
    found = Path(os.environ.get(variable) or beside)
    if not found.is_file():
        _missing(f"belenios-tool is not at {found}; {how}")
    return found


def _missing(words: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(words)
    pytest.skip(words)


def run(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What the tool writes when run in a folder; RefusedByTool with its last words when it does not succeed."""
    done = subprocess.run([path(), *arguments], cwd=folder, input=given, capture_output=True, timeout=120)
    if done.returncode:
        words = (done.stdout + done.stderr).decode(errors="replace").strip().splitlines()
        raise RefusedByTool(f"{' '.join(arguments[:2])}: {words[-1] if words else done.returncode}")
    return done.stdout


def strict_verify(uuid: str, bel: bytes) -> int:
    """How many ballots the tool found good, one by one, in an archive in which it finds nothing wrong.

    The tool's own `verify` does not reliably report a bad ballot (14.1) nor, in 3.0, an altered tally (14.2), and it
    allows a credential to vote twice (14.3). So each ballot is also shown to it alone, against the archive as it was
    before the first, and the archived tally is compared with the one it computes.
    """
    records, data, events = _records(bel)
    with TemporaryDirectory() as temporary:
        whole, before = Path(temporary, "whole"), Path(temporary, "before")
        for folder, content in ((whole, bel), (before, bel[: _end_of_setup(records)])):
            folder.mkdir()
            (folder / f"{uuid}.bel").write_bytes(content)
        ballots = [data[event["payload"]] for event in events if event["type"] == "Ballot"]
        _verify_ballots(before, ballots)
        for event in events:
            if event["type"] == "EncryptedTally":
                _compare_tally(whole, data[json.loads(data[event["payload"]])["encrypted_tally"]])
        run(whole, "election", "verify")
    return len(ballots)


def _records(bel: bytes) -> tuple[list[tuple[str, int]], dict[str, bytes], list[dict]]:
    """Names with the places where their records end; data by hash; events in order."""
    with tarfile.open(fileobj=io.BytesIO(bel)) as tar:
        members = tar.getmembers()
        bodies = [tar.extractfile(member).read() for member in members]
    records = [(member.name, member.offset_data + -(-member.size // 512) * 512) for member in members]
    data = {name.split(".")[0]: body for (name, _), body in zip(records, bodies, strict=True) if ".data." in name}
    events = [json.loads(body) for (name, _), body in zip(records, bodies, strict=True) if ".event." in name]
    return records, data, events


def _end_of_setup(records: list[tuple[str, int]]) -> int:
    return next(end for name, end in records if ".event." in name)


def _verify_ballots(folder: Path, ballots: list[bytes]) -> None:
    seen = set()
    for ballot in ballots:
        (folder / "ballot.json").write_bytes(ballot + b"\n")
        run(folder, "election", "verify-ballot", "--ballot", "ballot.json")
        seen.add(json.loads(ballot)["credential"])
    if len(seen) != len(ballots):
        raise RefusedByTool("a credential voted twice")


def _compare_tally(folder: Path, archived: bytes) -> None:
    computed = run(folder, "election", "compute-encrypted-tally").splitlines()
    if archived not in computed:
        raise RefusedByTool("the archived encrypted tally is not that of the ballots")
