"""What the environment may set, and what is said where it is set wrongly."""

from pathlib import Path

import pytest

from ballots.errors import Refused
from kiosk.config import Config, environment_of_another, from_environment


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    for name in ("HOMPHIEU_INSTANCE", "HOMPHIEU_PACE", "HOMPHIEU_COPY_TO"):
        monkeypatch.delenv(name, raising=False)


def test_nothing_is_set_by_default():
    assert from_environment() == {}


def test_folder_and_pace_are_read(monkeypatch):
    monkeypatch.setenv("HOMPHIEU_INSTANCE", "somewhere")
    monkeypatch.setenv("HOMPHIEU_PACE", "0.25")
    monkeypatch.setenv("HOMPHIEU_COPY_TO", "/media/stick")
    assert from_environment() == {
        "instance": Path("somewhere"),
        "pace": 0.25,
        "copy_to": Path("/media/stick").absolute(),
    }


@pytest.mark.parametrize("pace", ["x", "-1", "nan", "inf", "1e9"])
def test_a_pace_that_is_none_is_refused(monkeypatch, pace):
    monkeypatch.setenv("HOMPHIEU_PACE", pace)
    with pytest.raises(Refused) as refusal:
        from_environment()
    assert refusal.value.code == "pace-wrong" and str(refusal.value)


def test_another_kiosk_gets_its_own_pace(monkeypatch):
    monkeypatch.setenv("HOMPHIEU_PACE", "9")
    monkeypatch.setenv("HOMPHIEU_COPY_TO", "/media/stick")
    environment = environment_of_another(0.5)
    assert environment["HOMPHIEU_PACE"] == "0.5"
    assert "HOMPHIEU_COPY_TO" not in environment, "a rehearsal is not copied over the meeting's copy"


@pytest.mark.parametrize(
    ("config", "command"),
    [
        (Config(), "restore THƯ-MỤC-BẢN-SAO"),
        (Config(copy_to=Path("/media/a stick")), 'restore "/media/a stick"'),
        (Config(copy_to=Path("/s"), instance=Path("/data")), "restore /s --instance /data"),
    ],
)
def test_the_command_that_goes_on_from_a_copy_is_exact(config, command):
    assert config.remedy() == f"uv run app.py {command}"


def test_p9_the_keys_of_the_desk_are_new_at_every_start_and_never_in_a_trace():
    one, other = Config(), Config()
    assert len({one.launch_key, one.desk_pass, other.launch_key, other.desk_pass}) == 4
    assert one.launch_key not in repr(one) and one.desk_pass not in repr(one)


def test_tls_is_where_there_is_a_certificate():
    assert (Config().scheme, Config(tls_cert=Path("a.pem")).scheme) == ("http", "https")
