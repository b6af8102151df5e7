"""What is read in the room can be read: every pair of text and ground of the tokens keeps 7:1 (shared/look.md)."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "static/css/tokens.css"
THEMES = dict(zip(("paper", "projector"), TOKENS.read_text().split(":root.projector"), strict=True))
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


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb" (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_keeps_seven_to_one_on_its_ground(theme, text, ground):
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", THEMES[theme]))
    assert contrast(tokens[text], tokens[ground]) >= 7


@pytest.mark.parametrize("theme", THEMES)
def test_the_focus_is_seen_on_every_ground(theme):
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", THEMES[theme]))
    assert min(contrast(tokens["focus"], tokens[ground]) for ground in ("paper", "ground")) >= 3
