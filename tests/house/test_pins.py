"""Every package that runs here is the version that pyproject.toml fixes (docs/decisions.md says why there)."""

import re
import tomllib
from importlib.metadata import distributions, version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_installed_package_is_pinned_to_its_version():
    pins = dict(pin.split("==") for pin in PROJECT["tool"]["uv"]["constraint-dependencies"])
    ours = {"hom-phieu", "pip", "uv", "setuptools", "wheel"}
    installed = {plain(d.name): d.version for d in distributions()}
    assert {name: v for name, v in installed.items() if name not in ours} == {
        name: pins.get(name) for name in installed if name not in ours
    }


def test_the_version_is_the_projects():
    assert version("hom-phieu") == PROJECT["project"]["version"]
