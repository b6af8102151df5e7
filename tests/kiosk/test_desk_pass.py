"""P9, item 6: the desk's open page goes on after a restart of the program; nobody else's page does."""

import stat
import sys

import pytest

from ballots.errors import Refused
from kiosk.config import Config
from kiosk.desk_pass import NAME, kept_pass
from tests.halls import browser, open_hall, room


def test_the_page_of_the_desk_goes_on_after_a_restart_and_an_old_launch_key_does_not(tmp_path):
    made = room(tmp_path, "preparing")
    cookie, key = made.hall.config.desk_pass, made.hall.config.launch_key
    made.hall.close()
    client = browser(open_hall(Config(instance=tmp_path)), "127.0.0.1", "127.0.0.1:8000")
    assert client.get(f"/desk?key={key}").status_code == 403
    client.set_cookie("desk-8000", cookie, domain="127.0.0.1", path="/desk")
    assert client.get("/desk/roster").status_code == 200


def test_another_instance_has_another_pass_and_only_its_owner_reads_it(tmp_path):
    one, other = kept_pass(tmp_path / "one"), kept_pass(tmp_path / "other")
    assert len({one, other, kept_pass(tmp_path / "one")}) == 2 and len(one) >= 24
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "one" / NAME).stat().st_mode) == 0o600


def test_a_pass_that_cannot_be_read_is_said_at_the_start(tmp_path):
    (tmp_path / NAME).mkdir()
    with pytest.raises(Refused, match="desk.pass") as refused:
        kept_pass(tmp_path)
    assert refused.value.code == "store-not-writable"
