"""What an imported roster would change in the one that stands, in words: an import replaces, so it is shown before.

Both are flat rows (`ballots.roster.row_of`, `ballots.roster_sheet.Sheet.units`); a unit is the same under any spelling
that counts as one name.
"""

from collections.abc import Iterable, Mapping

from ballots.roster_columns import COLUMNS
from ballots.text import same_name

Row = Mapping[str, object]
_WORDS = {True: "có", False: "không", None: "(chưa ghi)", "": "(trống)"}


def roster_changes(before: Iterable[Row], after: Iterable[Row]) -> dict[str, object]:
    """{"added": [name], "removed": [name], "changed": [{"name", "fields": [{"field", "before", "after"}]}],
    "unchanged": number of units}.

    `field` is the title of a column, the values are words. The order of the units does not count as a change.
    """
    standing = {same_name(str(row["name"])): row for row in before}
    coming = {same_name(str(row["name"])): row for row in after}
    both = [(standing[form], row) for form, row in coming.items() if form in standing]
    changed = [{"name": new["name"], "fields": fields} for old, new in both if (fields := _fields(old, new))]
    return {
        "added": [row["name"] for form, row in coming.items() if form not in standing],
        "removed": [row["name"] for form, row in standing.items() if form not in coming],
        "changed": changed,
        "unchanged": len(both) - len(changed),
    }


def _fields(old: Row, new: Row) -> list[dict[str, str]]:
    return [
        {"field": title, "before": _in_words(old.get(field)), "after": _in_words(new.get(field))}
        for field, title in COLUMNS.items()
        if _in_words(old.get(field)) != _in_words(new.get(field))
    ]


def _in_words(value: object) -> str:
    return _WORDS[value] if value is None or isinstance(value, bool) or value == "" else str(value)
