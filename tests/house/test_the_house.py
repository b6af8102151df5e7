"""The rules of the house: which way the arrows run, how large a room may be, which words are not used."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sorted([ROOT / "app.py", *ROOT.glob("ballots/**/*.py"), *ROOT.glob("kiosk/**/*.py")])
BROWSER = sorted(ROOT.glob("static/js/**/*.js"))
SHEETS = sorted(ROOT.glob("static/css/**/*.css"))
SURFACES = (
    "desk",
    "deed",
    "papers_desk",
    "copies_desk",
    "practice",
    "booth",
    "screen",
    "teller",
    "board",
    "archive",
    "door",
    "explanation",
    "helpcard",
    "manual",
    "language",
)
PURE = set("__future__ base64 collections csv dataclasses enum fractions functools hashlib io itertools json".split())
PURE |= {"re", "secrets", "typing", "unicodedata", "zipfile", "ballots", "cryptography", "nacl"}
"""All that `ballots` may import: nothing that knows files, sockets or the time."""


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{named(path)}: relative import"
            assert all(alias.name != "*" for alias in node.names), f"{named(path)}: star import"
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def called(path: Path) -> set[str]:
    """The functions that are called by a bare name."""
    calls = (node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    return {function.id for function in calls if isinstance(function, ast.Name)}


@pytest.mark.parametrize("path", PYTHON, ids=named)
def test_the_arrows_run_from_app_to_kiosk_to_ballots_to_group(path):
    tops = {name.split(".")[0] for name in imports(path)}
    if named(path).startswith("ballots/"):
        assert tops <= PURE, "ballots is pure"
        assert not called(path) & {"open", "print", "input", "exec", "eval"}, "ballots is pure"
    assert "app" not in tops
    assert ("nacl" in tops) == (named(path) == "ballots/protocol/group.py"), "group.py is the only importer of nacl"


@pytest.mark.parametrize("surface", SURFACES)
def test_surfaces_do_not_import_each_other(surface):
    others = {f"kiosk.{other}" for other in SURFACES if other != surface}
    assert not imports(ROOT / "kiosk" / f"{surface}.py") & others


def test_only_the_store_speaks_sql_and_only_config_reads_the_environment():
    for path in PYTHON:
        found = imports(path)
        if named(path) not in ("kiosk/store.py", "kiosk/schema.py"):
            assert not found & {"sqlite3", "sqlite_utils"}, named(path)
        if named(path) != "kiosk/config.py":
            assert not re.search(r"\bos\.(environ|getenv)", path.read_text()), named(path)


@pytest.mark.parametrize("path", [*PYTHON, *BROWSER, *SHEETS], ids=named)
def test_rooms_are_small(path):
    lines = path.read_text().splitlines()
    assert len(lines) <= 300
    assert max(map(len, lines), default=0) <= 128


@pytest.mark.parametrize("path", PYTHON, ids=named)
def test_functions_are_short(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            assert node.end_lineno - node.lineno + 1 <= 40, f"{node.name} is too long"


@pytest.mark.parametrize("path", PYTHON, ids=named)
def test_every_module_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text()))


WORDS = re.compile(r"\b(user|login|candidate|poll|admin|utils|helper)s?\b", re.IGNORECASE)


@pytest.mark.parametrize("path", [*PYTHON, *BROWSER], ids=named)
def test_standard_terms_are_used(path):
    own = [line for line in path.read_text().splitlines() if "@noble/" not in line]
    assert not WORDS.findall("\n".join(own))


PAGES = sorted(ROOT.glob("templates/**/*.html"))


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_pages_load_nothing_from_elsewhere_and_hold_no_script_or_style(path):
    text = path.read_text()
    assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|<style|\son[a-z]+=|(?:src|href)=[\"']https?:", text)


def test_no_registry_is_named_in_the_repository():
    hosts = re.compile("|".join(("pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npmjs", "npmjs" + r"\.org")))
    listed = [
        path
        for path in ROOT.rglob("*")
        if path.is_file()
        and not {".git", ".venv", "node_modules", "dist", ".tools", "instance", "__pycache__"}
        & set(path.relative_to(ROOT).parts)
    ]
    for path in listed:
        if path.name != "uv.lock" and path.suffix in (
            ".py",
            ".toml",
            ".json",
            ".md",
            ".mjs",
            ".js",
            ".html",
            ".css",
            "",
        ):
            assert not hosts.search(path.read_text(errors="ignore")), named(path)


def test_ruff_finds_nothing():
    done = subprocess.run(["ruff", "check", "--no-cache", "."], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
