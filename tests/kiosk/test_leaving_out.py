"""The kiosk starts without what it does not need yet, or never: that is half of the time it would take."""

import subprocess
import sys

import pytest

from kiosk.command_line import UNNEEDED
from kiosk.leaving_out import leaving_out

STARTING = f"""
import sys
from kiosk.leaving_out import leaving_out
with leaving_out(*{UNNEEDED}):
    import kiosk.server
print(*sys.modules)
"""
LATER = ("openpyxl", "pyhanko", "asn1crypto", "tqdm")
"""What makes, signs and reads papers and spreadsheets: loaded in the thread that does so."""


def test_a_kiosk_that_starts_loads_no_clients_and_nothing_that_makes_papers():
    loaded = subprocess.run([sys.executable, "-c", STARTING], capture_output=True, text=True, check=True).stdout.split()
    assert "kiosk.server" in loaded
    assert {name.partition(".")[0] for name in loaded} & {*UNNEEDED, *LATER} == set()


def test_what_was_left_out_is_there_again_and_what_was_loaded_stays():
    name = "this"  # prints when it is loaded for the first time, and nothing else needs it
    sys.modules.pop(name, None)
    with leaving_out(name, "pytest"):
        with pytest.raises(ImportError):
            __import__(name)
        assert __import__("pytest") is pytest
    assert __import__(name).__name__ == name


def test_it_is_there_again_after_a_failure_too():
    with pytest.raises(ZeroDivisionError), leaving_out("antigravity"):
        raise ZeroDivisionError
    assert "antigravity" not in sys.modules
