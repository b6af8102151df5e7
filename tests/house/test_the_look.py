"""What is read in the room can be read: in every theme, each pair of text and ground keeps 7:1 (shared/look.md)."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).resolve().parents[2] / "static/css/tokens.css").read_text()
THEMES = {
    "paper": ":root",
    "projector": ":root.projector",
    "dark rooms": ":root.in-hand",
    "high contrast": ':root[data-contrast="high"]',
    "high contrast by the phone": ":root.in-hand",
}
"""In the order of the file; a theme is a block of the tokens that has a paper."""
BLOCKS = [
    dict(re.findall(r"^\s*([\w-]+): (.+?);", block, re.MULTILINE))
    for block in re.findall(r"\{([^{}]*--paper:[^{}]*)\}", TOKENS)
]
TEXTS = ("ink", "ink-soft", "red-text", "gold-text", "good", "care", "stop")
PAIRS = [(text, ground) for text in TEXTS for ground in ("paper", "ground")] + [
    ("on-red", "red"),
    ("on-red", "red-deep"),
    ("good", "good-ground"),
    ("care", "care-ground"),
    ("stop", "stop-ground"),
    ("paper", "ink"),
    ("paper", "ink-soft"),
]
EDGES = [
    ("red-text", "paper"),
    ("rule-strong", "paper"),
    ("rule-strong", "ground"),
    ("focus", "paper"),
    ("focus", "ground"),
]
"""What is seen and not read: marks, the edges of what can be pressed, the focus (WCAG 2.2, 1.4.11)."""


def theme(name: str) -> dict[str, str]:
    """The colours of a theme; the usual ones where it does not say."""
    return {**BLOCKS[0], **BLOCKS[list(THEMES).index(name)]}


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb" (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_themes_of_the_file_are_these():
    selectors = re.findall(r"([^\n{}]+?) \{[^{}]*--paper:", TOKENS)
    assert [selector.strip() for selector in selectors] == list(THEMES.values())


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_keeps_seven_to_one_on_its_ground(name, text, ground):
    tokens = theme(name)
    assert contrast(tokens[f"--{text}"], tokens[f"--{ground}"]) >= 7


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_marks_edges_and_the_focus_are_seen_on_every_ground(name, edge, ground):
    tokens = theme(name)
    assert contrast(tokens[f"--{edge}"], tokens[f"--{ground}"]) >= 3


@pytest.mark.parametrize(
    ("asked", "told"), [("projector", "dark rooms"), ("high contrast", "high contrast by the phone")]
)
def test_a_theme_is_the_same_whoever_asks_for_it(asked, told):
    assert theme(asked) == theme(told)


def test_high_contrast_is_black_on_white_without_tints():
    tokens = theme("high contrast")
    assert {tokens[f"--{ground}"] for ground in ("paper", "ground", "good-ground", "care-ground", "stop-ground")} == {
        "#ffffff"
    }
    assert {tokens[f"--{text}"] for text in TEXTS} == {"#000000"}
