"""Pictures of the pages for the manual: small files, one of each name in each language; and whether pictures are kept."""

import io
import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page

WANTED = os.environ.get("HOMPHIEU_PICTURES") == "1"
"""Whether somebody will look at them: they take a third of a long test's time. Those of a fault are always kept."""
WIDTHS = {"phone": 420, "desk": 840, "screen": 900}
"""Pixels of a picture by the first word of its name."""
COLOURS = 40
COVER = "#cfc7b6"
"""What is laid over a secret."""


class Pictures:
    """`taken`: "vi/phone-choose" and the like, with their sizes in bytes and in pixels."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.taken: dict[str, tuple[int, tuple[int, int]]] = {}

    def take(self, language: str, name: str, page: Page, covered: list[Locator] | None = None) -> None:
        """The page as it stands now in its window; what is `covered` is on no picture."""
        page.evaluate("() => document.fonts.ready")
        shot = page.screenshot(animations="disabled", caret="hide", mask=covered or [], mask_color=COVER)
        path = self.folder / language / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        small = self._small(Image.open(io.BytesIO(shot)), WIDTHS[name.partition("-")[0]])
        small.save(path, optimize=True)
        self.taken[f"{language}/{name}"] = (path.stat().st_size, small.size)

    @staticmethod
    def _small(shot: Image.Image, width: int) -> Image.Image:
        height = round(shot.height * width / shot.width)
        drawn = shot.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
        return drawn.quantize(COLOURS, dither=Image.Dither.NONE)
