"""What files about whole records share."""

from functools import cache

import pytest

from ballots.protocol.audit import audit
from ballots.record import evidence


@pytest.fixture
def remembered(monkeypatch):
    """A box is audited once: most files here differ in something else. The browser's half remembers its ballots too."""
    monkeypatch.setattr(evidence, "audit", cache(audit))
