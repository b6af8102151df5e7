"""A text is as clean, and two names are as equal, in the browser as in Python: names decide who is who in a record."""

import unicodedata
from collections import defaultdict

from ballots.errors import Refused
from ballots.text import clean, same_name
from tests.javascript.node import run

ASSIGNED = [letter for letter in map(chr, range(0x110000)) if unicodedata.category(letter) not in ("Cn", "Cs", "Co")]
FOLDED = [letter for letter in ASSIGNED if letter.casefold() != letter or letter.lower() != letter.upper()]
TEXTS = [
    ("", 3), ("  a \t b\u00a0\u3000c ", 5), ("a\x1cb\x85c", 5), ("a\u200bb\u00adc\ufeff", 3), ("a\x00", 9), ("a\ud800", 9),
    ("\ue000", 9), ("Hà Nội", 6), (unicodedata.normalize("NFD", "Hà Nội"), 6), ("Hà Nội", 5), ("🗳" * 3, 3), ("🗳" * 3, 2),
    ("\u0344", 1), ("\U0001d15e", 1), ("ÅÅ", 2), ("ἈΣ ΟΔΟΣ", 99), ("Straße STRASSE straẞe", 99), ("ﬁ ŉ ǰ İ ı I", 99),
    ("\u2028a\u2029b\u180ec\u061c", 99), ("Đơn vị " * 20_000, 200_000), (" " * 100_001, 9),
]  # fmt: skip


def ours(deed, *given):
    try:
        return deed(*given)
    except Refused:
        return None


def test_texts_are_cleaned_and_refused_alike():
    texts = [*TEXTS, *((f"x{letter}y", 9) for letter in map(chr, [*range(0x3100), 0xFEFF, 0xE0001, 0x1F5F3]))]
    theirs = run("meetings", {"texts": texts})
    for (text, limit), (cleaned, _) in zip(texts, theirs, strict=True):
        newer = any(unicodedata.category(letter) == "Cn" for letter in text)
        assert newer or cleaned == ours(clean, text, limit), repr(text)


def test_two_spellings_are_one_name_for_both_or_for_neither():
    """Of every letter that has a capital or a small form: the same letters go together, whatever form they are given."""
    texts = [*(text for text, _ in TEXTS), *FOLDED, *(letter.casefold() for letter in FOLDED)]
    theirs = [named for _, named in run("meetings", {"texts": [(text, 9) for text in texts]})]
    assert len(FOLDED) > 2500
    assert together(texts, theirs) == together(texts, [ours(same_name, text) for text in texts])


def together(texts, names):
    groups = defaultdict(set)
    for text, name in zip(texts, names, strict=True):
        groups[name].add(text)
    return {frozenset(group) for group in groups.values()}
