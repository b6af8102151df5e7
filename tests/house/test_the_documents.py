"""What the documents name is there: tests, files, codes, links; every promise and every item of VVSG 2.0 is answered."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted(ROOT.glob("docs/**/*.md"))]
THREATS, VERIFY = (ROOT / "docs" / name for name in ("threat-model.md", "verify.md"))
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
PLACE = re.compile(r"`((?:ballots|kiosk|static|templates|tests|bench|docs|\.ci)/[\w./-]*)(?:::\w+)?`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r'(?:Failure|Broken)\(\s*"([a-z-]+)"')
PROMISES = {f"P{number}" for number in range(1, 13)}
ASKED = """1.1.3-B 1.1.7-B 1.1.7-E 1.1.9-G 1.1.9-H 1.1.9-K 2.6-A 2.6-B 2.6-C 5.2-A 6.1-A 7.1-A 7.1-C 7.1-D 7.1-G
7.2-H 7.2-I 7.2-N 7.2-O 7.3-F 7.3-G 7.3-H 7.3-I 7.3-J 8.3-A 9.1.1-A 9.1.2-A 9.1.6-E 10.2.1-A 10.2.2-B 10.2.2-C
10.2.2-D 10.2.2-E 10.2.3-A 10.2.3-B 10.2.4-A 10.2.4-B 10.2.4-C 11.1-B 11.3.1-B 13.2-A 13.2-B 14.2-C 15.1-C""".split()
"""Items of VVSG 2.0 that the threat model answers."""


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def rows(path: Path, first: str) -> list[list[str]]:
    """The cells of every row of a table whose first cell is like `first` (a regular expression)."""
    cells = ([cell.strip() for cell in line.strip("|").split("|")] for line in path.read_text().splitlines())
    return [row for row in cells if re.fullmatch(first, row[0])]


@cache
def named_tests(path: Path) -> frozenset[str]:
    found = ast.walk(ast.parse(path.read_text()))
    return frozenset(node.name for node in found if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_test_that_a_document_names_exists(document):
    told = TEST.findall(document.read_text())
    missing = [f"{path}::{name}" for path, name in told if name not in named_tests(ROOT / path)]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_file_that_a_document_names_exists(document):
    """What is built (static/dist) is there only once it is built."""
    told = [place for place in PLACE.findall(document.read_text()) if not place.startswith("static/dist/")]
    assert [place for place in told if not (ROOT / place).exists()] == []


def headings(path: Path) -> set[str]:
    """The anchors of a document's headings, as they are made of their words."""
    said = re.findall(r"^#+ (.+)$", path.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in said}


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_link_between_documents_leads_somewhere(document):
    for link in LINK.findall(document.read_text()):
        if not link.startswith(("http:", "https:")):
            place, _, anchor = link.partition("#")
            target = document.parent / place if place else document
            assert target.exists(), link
            assert not anchor or anchor in headings(target), link


def test_every_promise_says_how_its_limit_and_what_holds_it():
    told = {row[0]: row for row in rows(THREATS, r"P\d+")}
    assert set(told) == PROMISES
    for promise, row in told.items():
        assert len(row) == 5 and all(row[1:3]), promise
        assert TEST.findall(row[4]), promise
        assert any(f"_{promise.lower()}_" in name for _, name in TEST.findall(row[4])), promise


def test_every_item_of_vvsg_is_answered_once_with_a_test_or_the_reason():
    told = rows(THREATS, r"[\d.]+-[A-Z]")
    assert sorted(row[0] for row in told) == sorted(ASKED)
    for item, asks, met, reason, _ in told:
        assert asks and reason and met in ("yes", "in part", "no"), item


def test_a_wireless_kiosk_does_not_claim_that_it_has_no_wireless():
    assert [row[2] for row in rows(THREATS, r"14\.2-C")] == ["no"]


def read(places: list[Path]) -> str:
    return "\n".join(path.read_text() for path in places)


def test_verify_md_lists_every_code_of_a_record_and_no_other():
    """The checks of a record also answer with the words of the guards whom the meeting itself asks."""
    listed = {code for row in rows(VERIFY, r"[a-z]+-[a-z-]+(, [a-z-]+)*") for code in row[0].split(", ")}
    judges = [*ROOT.glob("ballots/record/*.py"), ROOT / "ballots/arithmetic.py"]
    judges += [ROOT / "kiosk/verifying.py", ROOT / "kiosk/signatures.py"]
    anywhere = read([*ROOT.glob("ballots/**/*.py"), *ROOT.glob("kiosk/*.py")])
    assert len(listed) > 40
    assert set(CODE.findall(read(judges))) - listed == set(), "a check answers with it"
    assert {code for code in listed if f'"{code}"' not in anywhere} == set(), "nothing answers with it"
