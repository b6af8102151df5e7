"""Every sentence a page can show is there in both languages, and says the same with the same values."""

import ast
import io
import re
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from translations.sentences import CATALOGUES, found

ROOT = Path(__file__).resolve().parents[2]
VIETNAMESE = re.compile("[ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯàáâãèéêìíòóôõùúýăđĩũơưẠ-ỹ]")
SAME_IN_BOTH = {"Hòm Phiếu", "Phú Thọ", "iPhone và Android", "{number}. {title}", "{name}: {column}", 
                "{column}: {number}. {name}", "{title} [{code}]", "{field}: {before} → {after}", "Wi-Fi:"}  # fmt: skip
"""Names and patterns; nothing else may stand in a catalogue as it stands in Vietnamese."""

WORDS_OF_THE_RECORD = {"eligibility", "results", "consistency", "round"}
"""static/js/record: the words of a record's files, made again to the letter, as ballots/record writes them: Vietnamese."""


@pytest.fixture(scope="module")
def sentences():
    return {message.id for message in found() if message.id}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_no_sentence_is_missing_left_over_or_unsure(path, sentences):
    catalogue = read_po(io.BytesIO(path.read_bytes()))
    translated = {message.id for message in catalogue if message.id and message.string}
    assert sentences - translated == set(), "translate: uv run python -m translations.sentences"
    assert translated - sentences == set() and not catalogue.obsolete
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


def values(text: str) -> list[str]:
    """What is filled in, and the marks that a page reads."""
    return sorted(re.findall(r"%\(\w+\)[sd]|%%|\{\w+\}", text))


def counted(text: str) -> set[str]:
    """The numbers that choose between two words, as {number:ballot|ballots}."""
    assert "|" not in re.sub(r"\{\w+:[^{|}]+\|[^{|}]+\}", "", text), text
    return set(re.findall(r"\{(\w+):", text))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_translation_has_the_values_of_its_sentence_and_no_letter_that_ends_an_attribute(path):
    for message in read_po(io.BytesIO(path.read_bytes())):
        if message.id:
            assert values(message.string) == values(message.id), message.id
            assert counted(message.string) <= set(re.findall(r"\w+", " ".join(values(message.id)))), message.id
            assert not counted(message.id), "Vietnamese has one form"
            assert not set('"<>&') & set(message.string), message.id
            assert message.string != message.id or message.id in SAME_IN_BOTH, message.id
            assert "!" not in message.string, message.id


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_the_compiled_catalogue_is_the_written_one(path):
    written = {message.id: message.string for message in read_po(io.BytesIO(path.read_bytes())) if message.id}
    with path.with_suffix(".mo").open("rb") as file:
        assert {message.id: message.string for message in read_mo(file) if message.id} == written


PAGES = sorted([*ROOT.glob("templates/**/*.html"), *ROOT.glob("static/verifier/*.html")])
PLACEHOLDERS = {"01/BB-CTĐ", "02/BB-CTĐ", "03/BC-CTĐ", "BHXH tỉnh"}
"""Examples of what is typed there; it is printed on Vietnamese papers."""


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_shows_vietnamese_that_is_not_given_to_the_translation(path):
    text = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)
    text = re.sub(r'\b(?:_|as_written)\((?:\s*"(?:[^"\\]|\\.)*")+', "", text)
    for words in PLACEHOLDERS:
        text = text.replace(f'"{words}"', "")
    assert [line for line in text.splitlines() if VIETNAMESE.search(line)] == []


def literals(script: str) -> list[str]:
    """The string literals of a script, comments left out; a pattern of letters (/…/) is none."""
    tokens = re.findall(
        r"//[^\n]*|/\*.*?\*/|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`", script, re.DOTALL
    )
    return [token for token in tokens if token[0] in "\"'`"]


SCRIPTS = sorted([*ROOT.glob("static/js/**/*.js"), *ROOT.glob("static/verifier/*.js")])


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_script_shows_words_of_its_own(path):
    if path.parent.name == "record" and path.stem in WORDS_OF_THE_RECORD:
        return
    own = [literal for literal in literals(path.read_text()) if VIETNAMESE.search(literal)]
    assert set(own) <= {'"DIỄN TẬP"', '"Tiếng Việt"'}, "a page's words stand in its template"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_script_shows_an_english_sentence_either(path):
    """What a script puts on the page as text comes from the page, whatever its language."""
    given = r"(?:textContent|innerText|title|alert|confirm|placeholder)\s*(?:=|\()\s*[\"'`]([^\"'`]+)"
    shown = re.findall(given, path.read_text())
    assert [words for words in shown if re.search(r"[a-z]{3,} [a-z]{2,}", words)] == []


def test_the_words_of_the_record_are_still_where_they_are_listed():
    told = {
        path.stem
        for path in ROOT.glob("static/js/record/*.js")
        if VIETNAMESE.search("".join(literals(path.read_text())))
    }
    assert WORDS_OF_THE_RECORD <= told


def test_what_is_said_on_a_terminal_is_not_in_a_page():
    """babel.cfg leaves modules out; none of them renders a page."""
    left_out = re.findall(r"^\[ignore: (kiosk/[\w/]+\.py)\]$", (ROOT / "babel.cfg").read_text(), re.MULTILINE)
    assert left_out
    for name in left_out:
        calls = {
            getattr(node.func, "id", "")
            for node in ast.walk(ast.parse((ROOT / name).read_text()))
            if isinstance(node, ast.Call)
        }
        assert not calls & {"render_template", "jsonify"}, name
