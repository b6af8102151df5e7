"""What is to be translated: finds it as babel.cfg says, and brings every catalogue up to date.

    uv run python -m translations.sentences

Then write the translations that are still empty, and read those marked fuzzy.
"""

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
CATALOGUES = sorted(ROOT.glob("translations/*/LC_MESSAGES/messages.po"))
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None}
_VIETNAMESE = re.compile(r"[À-ỹ]")
_THIRD_IS_SHOWN = {"required", "clean", "Objection"}


def found() -> Catalog:
    """Every sentence of templates and code, without a translation."""
    with (ROOT / "babel.cfg").open() as config:
        methods, options = parse_mapping_cfg(config)
    catalogue = Catalog(charset="utf-8")
    for path, _, words, _, _ in sorted(extract_from_dir(ROOT, methods, options, KEYWORDS), key=lambda one: one[:2]):
        catalogue.add(words, locations=[(path, None)])
    return catalogue


def extract(file, keywords, comment_tags, options) -> Iterator[tuple]:
    """For Babel: what a Python file gives to gettext, and its Vietnamese sentences (refusals are translated when they are
    spoken) with the names of fields that are filled into them."""
    code = file.read()
    yield from extract_python(io.BytesIO(code), keywords, comment_tags, options)
    tree = ast.parse(code)
    unspoken = {id(part) for node in ast.walk(tree) if isinstance(node, (ast.Expr, ast.JoinedStr)) for part in ast.walk(node)
                if not isinstance(node, ast.Expr) or isinstance(node.value, ast.Constant)}  # fmt: skip
    named = {id(part) for node in ast.walk(tree) for part in _names_a_field(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in unspoken:
            if _VIETNAMESE.search(node.value) and (node.value.endswith(".") or id(node) in named):
                yield node.lineno, None, node.value, []


def _names_a_field(node: ast.AST) -> list[ast.AST]:
    if not isinstance(node, ast.Call):
        return []
    parts = [keyword.value for keyword in node.keywords if keyword.arg == "what"]
    return parts + (node.args[2:3] if getattr(node.func, "id", "") in _THIRD_IS_SHOWN else [])


def renew(path: Path) -> None:
    """Bring one catalogue up to date; what it has stays."""
    catalogue = read_po(io.BytesIO(path.read_bytes()), locale=path.parts[-3])
    catalogue.update(found(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, catalogue, width=0, sort_by_file=True, include_lineno=False)


if __name__ == "__main__":
    for one in CATALOGUES:
        renew(one)
