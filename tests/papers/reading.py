"""Papers read back by programs that did not write them: pypdf for text, fonts and sizes, poppler for the ink on the page."""

import io
import re
import subprocess
from collections.abc import Iterator
from typing import NamedTuple

from pypdf import PdfReader

from kiosk.papers import make_paper
from tests import needs
from tests.papers import samples

MM = 72 / 25.4
DPI = 100


class Piece(NamedTuple):
    """A run of text; `x`, `y` of its beginning on the base line, in mm from the left and from the top."""

    page: int
    x: float
    y: float
    font: str
    size: float
    text: str


class Ink(NamedTuple):
    """The dark part of a page: distances in mm from its left and top edges."""

    left: float
    top: float
    right: float
    bottom: float


def paper(name: str, document: samples.Value, draft: bool = False) -> bytes:
    return make_paper(name, samples.raw(document), draft=draft)


def pages(pdf: bytes) -> list[str]:
    """The text of each page, blanks folded and breaks inside long words closed."""
    return [plain(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u200b", "")).strip()


def text(pdf: bytes) -> str:
    """All of it in one line, without the page numbers."""
    first, *others = (page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return plain(" ".join([first, *(re.sub(rf"^\s*{n}\s*\n", "", page) for n, page in enumerate(others, 2))]))


def between(whole: str, start: str, end: str) -> str:
    """What stands between two headings that both are there."""
    assert start in whole and end in whole
    return whole.split(start, 1)[1].split(end, 1)[0]


def pieces(pdf: bytes) -> list[Piece]:
    return [piece for number, page in enumerate(PdfReader(io.BytesIO(pdf)).pages, 1) for piece in _pieces(number, page)]


def _pieces(number: int, page: object) -> Iterator[Piece]:
    found: list[Piece] = []
    height = float(page.mediabox.height)

    def visit(said: str, matrix: list, text_matrix: list, font: dict | None, size: float) -> None:
        if said.strip() and font:
            scale = (matrix[0] ** 2 + matrix[1] ** 2) ** 0.5
            x = text_matrix[4] * matrix[0] + text_matrix[5] * matrix[2] + matrix[4]
            y = text_matrix[4] * matrix[1] + text_matrix[5] * matrix[3] + matrix[5]
            name = font["/BaseFont"].split("+")[-1]
            found.append(Piece(number, x / MM, (height - y) / MM, name, round(size * scale, 1), plain(said)))

    page.extract_text(visitor_text=visit)
    return found


def ink(pdf: bytes, below: int = 100, top: float = 0) -> list[Ink]:
    """Each page's ink darker than `below` of 255, from `top` mm downward."""
    shown = subprocess.run(
        [needs.program("pdftoppm"), "-gray", "-r", str(DPI), "-"], input=pdf, capture_output=True, check=True
    ).stdout
    return [_extent(*picture, below, top) for picture in _pictures(shown)]


def _pictures(raw: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Width, height and grey values of each picture of a chain of PGM files."""
    while raw:
        head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", raw)
        width, height = int(head[1]), int(head[2])
        yield width, height, raw[head.end() : head.end() + width * height]
        raw = raw[head.end() + width * height :]


def _extent(width: int, height: int, grey: bytes, below: int, top: float) -> Ink:
    dark = bytes(1 if value < below else 0 for value in range(256))
    marked = grey.translate(dark)
    rows = [marked[at : at + width] for at in range(0, width * height, width)]
    used = [at for at, row in enumerate(rows) if 1 in row and at >= top * DPI / 25.4]
    left = min(rows[at].index(1) for at in used)
    right = max(rows[at].rindex(1) for at in used)
    return Ink(*(edge * 25.4 / DPI for edge in (left, used[0], right, used[-1])))


def rules(pdf: bytes, page: int = 1) -> list[tuple[float, float, float]]:
    """The horizontal rules of a page as (left, y, length) in mm: unbroken ink of at least 8 mm, one for each rule."""
    shown = subprocess.run(
        [needs.program("pdftoppm"), "-gray", "-r", str(DPI), "-f", str(page), "-l", str(page), "-"],
        input=pdf,
        capture_output=True,
        check=True,
    ).stdout
    width, height, grey = next(_pictures(shown))
    marked = grey.translate(bytes(1 if value < 160 else 0 for value in range(256)))
    found: list[tuple[float, float, float]] = []
    for row in range(height):
        for run in re.finditer(rb"\x01{%d,}" % (8 * DPI // 25.4), marked[row * width : (row + 1) * width]):
            rule = tuple(edge * 25.4 / DPI for edge in (run.start(), row, run.end() - run.start()))
            if not any(abs(rule[1] - other[1]) < 1 and abs(rule[0] - other[0]) < 1 for other in found):
                found.append(rule)
    return found
