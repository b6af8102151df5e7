"""A check that was not made must not look like one that passed."""

import pytest

from tests import tool


def test_without_the_tool_a_test_is_skipped_on_a_desk_and_fails_in_ci(monkeypatch, tmp_path):
    monkeypatch.setenv("BELENIOS_TOOL", str(tmp_path / "nowhere"))
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="get-belenios-tool"):
        tool.path()
    monkeypatch.setenv("CI", "1")
    with pytest.raises(pytest.fail.Exception, match="get-belenios-tool"):
        tool.path()


@pytest.mark.parametrize("ci", ["", "1"])
def test_a_tool_too_old_for_a_test_is_as_good_as_none(ci, monkeypatch, tmp_path):
    old = tmp_path / "belenios-tool"
    old.write_text("#!/bin/sh\necho '3.0 (3.0+20250220)'\n")
    old.chmod(0o755)
    monkeypatch.setenv("CI", ci)
    for where in (tmp_path / "nowhere", old):
        monkeypatch.setenv("BELENIOS_TOOL_NEWER", str(where))
        with pytest.raises((pytest.fail if ci else pytest.skip).Exception, match="get-belenios-tool .* sid"):
            tool.newer()
    old.write_text("#!/bin/sh\necho '3.3.0 (3.3.0+20260702)'\n")
    assert tool.newer() == old


def test_the_tool_is_looked_for_where_the_environment_says(monkeypatch, tmp_path):
    (tmp_path / "belenios-tool").touch()
    monkeypatch.setenv("BELENIOS_TOOL", str(tmp_path / "belenios-tool"))
    assert tool.path() == tmp_path / "belenios-tool"
