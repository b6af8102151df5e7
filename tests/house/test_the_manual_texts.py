"""The manual's texts: each has its twin in the other language, and what they quote stands on a page exactly so."""

import io
import re
from collections import Counter
from functools import cache

import pytest
from babel.messages.pofile import read_po

from kiosk.manual import MANUAL, PEOPLE
from translations.sentences import CATALOGUES, found

TEXTS = sorted(PEOPLE.values())
QUOTED = re.compile("“([^”]*)”")
ENGLISH = next(path for path in CATALOGUES if path.parts[-3] == "en")


def text(language: str, name: str) -> str:
    return (MANUAL / language / f"{name}.md").read_text(encoding="utf-8")


@cache
def sentences() -> dict[str, str]:
    """Every sentence that a page can show now, and its English."""
    catalogue = read_po(io.BytesIO(ENGLISH.read_bytes()))
    return {message.id: catalogue[message.id].string for message in found() if message.id and message.id in catalogue}


def said(quoted: str) -> str:
    """What a manual quotes where this sentence is: … where a number or a name is filled in, and a word in the plural."""
    plural = re.sub(r"\{\w+:[^|{}]*\|([^|{}]*)\}", r"\1", quoted)
    return re.sub(r"%\(\w+\)[sd]|\{\w+\}", "…", plural).replace("%%", "%")


@cache
def english_of() -> dict[str, str]:
    return {said(vietnamese): said(english) for vietnamese, english in sentences().items()}


@pytest.mark.parametrize("name", TEXTS)
def test_what_the_manual_quotes_stands_on_a_page(name):
    quoted = QUOTED.findall(text("vi", name))
    assert quoted or name not in ("secretary", "teller", "leader", "card", "archivist")
    assert [one for one in quoted if one not in english_of()] == []


@pytest.mark.parametrize("name", TEXTS)
def test_the_english_text_quotes_the_same_words_as_the_pages_have_them_in_english(name):
    quoted = Counter(english_of()[one] for one in QUOTED.findall(text("vi", name)))
    assert Counter(QUOTED.findall(text("en", name))) == quoted


def shape(language: str, name: str) -> list[str]:
    """The order of headings, numbered and other lines, table rows and pictures."""
    signs = re.findall(r"^ *(#+ |\d+\. |- |\|)|(!\[)|(\]\([a-z]+\.md\))", text(language, name), re.MULTILINE)
    return ["".join(sign) for sign in signs]


@pytest.mark.parametrize("name", TEXTS)
def test_both_languages_have_the_same_parts_in_the_same_order(name):
    assert shape("vi", name) == shape("en", name)
    pictures = re.findall(r"\.\./pictures/vi/(\S+)", text("vi", name))
    assert re.findall(r"\.\./pictures/en/(\S+)", text("en", name)) == pictures


def test_there_is_a_text_for_each_person_and_none_for_anybody_else():
    for language in ("vi", "en"):
        assert sorted(path.stem for path in (MANUAL / language).iterdir()) == TEXTS


@pytest.mark.parametrize("name", TEXTS)
def test_the_manual_shouts_at_nobody_and_shows_no_words_of_programs(name):
    for language in ("vi", "en"):
        assert "!" not in text(language, name).replace("![", "")
    if name == "starting":  # for whoever knows computers
        return
    spoken = re.sub(r"`[^`]*`|\]\([^)]*\)", "", text("vi", name))
    assert not re.search(r"\b(server|client|socket|port|IP|URL|hash|token|browser|mã hóa)\b", spoken)
