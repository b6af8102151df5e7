"""docs/dependencies.md has a line for every package that this project asks for, at the version that is fixed."""

import json
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKED = json.loads((ROOT / "package-lock.json").read_text())["packages"]
LONGEST = 186  # days between two reviews
ROW = re.compile(r"^\| ([@\w/.-]+) \| (\S+) \| (.+?) \| (\d{4}-\d\d-\d\d) \| (\d{4}-\d\d-\d\d) \|$", re.MULTILINE)


def plain(asked: str) -> str:
    """`pyhanko[pkcs11]==1.0` without what is asked for of it."""
    return re.split(r"[\[=<>~ ]", asked)[0]


def of_python() -> dict[str, str]:
    pins = dict(pin.split("==") for pin in PROJECT["tool"]["uv"]["constraint-dependencies"])
    building = dict(pin.split("==") for pin in PROJECT["build-system"]["requires"])
    extras = PROJECT["project"]["optional-dependencies"].values()
    groups = PROJECT["dependency-groups"].values()
    asked = {plain(name) for names in (PROJECT["project"]["dependencies"], *extras, *groups) for name in names}
    return {name: pins[name] for name in asked} | building


def of_the_browser() -> dict[str, str]:
    asked = json.loads((ROOT / "package.json").read_text())
    names = (*asked["dependencies"], *asked["devDependencies"])
    return {name: LOCKED[f"node_modules/{name}"]["version"] for name in names}


def listed() -> list[tuple[str, ...]]:
    return ROW.findall((ROOT / "docs/dependencies.md").read_text())


def test_every_package_that_we_ask_for_is_listed_at_its_version_and_no_other():
    rows = listed()
    assert {name: version for name, version, *_ in rows} == of_python() | of_the_browser()
    assert len(rows) == len({name for name, *_ in rows})


def test_a_package_is_of_one_version_wherever_it_is_asked_for():
    building = {plain(pin): pin.split("==")[1] for pin in PROJECT["build-system"]["requires"]}
    pins = dict(pin.split("==") for pin in PROJECT["tool"]["uv"]["constraint-dependencies"])
    assert {name: pins.get(name, version) for name, version in building.items()} == building


@pytest.mark.parametrize("row", listed(), ids=lambda row: row[0])
def test_it_was_looked_at_and_will_be_again(row):
    *_, why, reviewed, due = row
    assert len(why) > 5
    assert 0 < (date.fromisoformat(due) - date.fromisoformat(reviewed)).days <= LONGEST
