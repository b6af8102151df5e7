"""What the command line says of the start, as the server is told it."""

import pytest

from kiosk import server
from kiosk.command_line import main
from kiosk.config import Config


@pytest.fixture
def started(monkeypatch) -> list[tuple[Config, bool]]:
    """What a start was told, instead of a start."""
    told: list[tuple[Config, bool]] = []
    monkeypatch.setattr(server, "serve", lambda config, browser: told.append((config, browser)) or 0)
    return told


@pytest.mark.parametrize(
    ("given", "https", "awake", "browser"),
    [
        ([], 8443, True, True),
        (["--port", "0"], 0, True, True),
        (["--port", "8080"], 8443, True, True),
        (["--https-port", "9000"], 9000, True, True),
        (["--no-https", "--let-sleep"], None, False, True),
        (["--no-browser"], 8443, True, False),
    ],
)
def test_https_and_wakefulness_unless_somebody_says_otherwise(started, given, https, awake, browser):
    assert main(given) == 0
    ((config, opens),) = started
    assert (config.https_port, config.stay_awake, opens) == (https, awake, browser)


def test_a_copy_follows_where_somebody_says_so_and_the_command_line_wins(started, monkeypatch):
    monkeypatch.setenv("HOMPHIEU_COPY_TO", "/media/one")
    main([])
    main(["--copy-to", "/media/another"])
    assert [str(config.copy_to) for config, _ in started] == ["/media/one", "/media/another"]


@pytest.mark.parametrize("called", ["app.py", "hom-phieu"])
def test_help_says_the_command_as_it_was_called(capsys, monkeypatch, called):
    monkeypatch.setattr("sys.argv", [f"/anywhere/{called}"])
    for given in (["--help"], ["verify", "--help"]):
        with pytest.raises(SystemExit):
            main(given)
    told = capsys.readouterr().out
    assert f"usage: {called} [-h]" in told and f"usage: {called} verify [-h]" in told
