"""An opened ballot: what a second device sees of it, and what a booth that seals something else cannot show."""

import base64
import secrets

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballots.errors import Broken
from ballots.protocol.opening import SEED_BYTES, Opening, check_opening, read_opening, write_opening
from tests.builders import auditable, election, question

HELD = election([question(4, 2), question(3, 3, least=0, blank=False)])
VOTES = st.tuples(
    st.sets(st.integers(0, 3), max_size=2).map(sorted), st.sets(st.integers(0, 2), max_size=3).map(sorted)
)


@settings(max_examples=15, deadline=None)
@given(sealed=VOTES, told=VOTES)
def test_an_opening_shows_what_is_sealed_and_nothing_else(sealed, told):
    raw, text = auditable(HELD.election, HELD.secrets[0], sealed, secrets.token_bytes(SEED_BYTES))
    HELD.check(raw)
    opening = read_opening(text)._replace(marks=tuple(map(tuple, told)))
    if told == sealed:
        check_opening(HELD.election, raw, opening)
    else:
        with pytest.raises(Broken) as broken:
            check_opening(HELD.election, raw, opening)
        assert broken.value.code == "opening-mismatch"


MARKS = st.lists(st.sets(st.integers(0, 999), max_size=9).map(lambda one: tuple(sorted(one))), min_size=1, max_size=9)


@given(seed=st.binary(min_size=SEED_BYTES, max_size=SEED_BYTES), marks=MARKS, code=st.binary(min_size=32, max_size=32))
def test_an_opening_has_one_form(seed, marks, code):
    opening = Opening(base64.b64encode(code).decode().rstrip("="), seed, tuple(marks))
    text = write_opening(opening)
    assert read_opening(text) == opening
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")


@given(st.text(max_size=120))
def test_junk_is_refused(text):
    with pytest.raises(Broken) as broken:
        read_opening(text)
    assert broken.value.code == "opening-malformed"


def test_no_two_choices_have_the_same_randomness():
    raw, _ = auditable(HELD.election, HELD.secrets[0], [[], []], bytes(SEED_BYTES))
    again, _ = auditable(HELD.election, HELD.secrets[0], [[], []], bytes(SEED_BYTES))
    first, second = HELD.check(raw).choices, HELD.check(again).choices
    alphas = [alpha for one in first for alpha, _ in one]
    assert len(set(alphas)) == len(alphas)
    assert first == second and raw != again, "the proofs are fresh each time, so the code is another"
