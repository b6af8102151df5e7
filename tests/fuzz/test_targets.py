"""Whatever is in a file, a message, a request or a command line, it ends in an answer of ours."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS
from tests.fuzz.test_routes import QUIET

MANY, FEW = 60, 15


@st.composite
def mutated(draw, seeds: list[bytes]) -> bytes:
    """A seed with some of its bytes changed, cut out, repeated, or another's put in."""
    raw = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(raw)))
        end = min(len(raw), start + draw(st.sampled_from([0, 1, 2, 8, 100])))
        other = draw(st.sampled_from(seeds))
        put = draw(st.one_of(st.binary(max_size=8), st.just(raw[start:end] * 2), st.just(other[start : start + 50])))
        raw = raw[:start] + put + raw[end:]
    return raw


@pytest.mark.parametrize("name", TARGETS)
def test_what_is_right_is_taken_in(name):
    for seed in TARGETS[name].seeds():
        TARGETS[name].ask(seed)


@pytest.mark.parametrize("name", TARGETS)
def test_whatever_is_made_of_it_ends_in_an_answer(name):
    target = TARGETS[name]
    seeds = list(target.seeds())

    @settings(max_examples=FEW if target.slow else MANY, **QUIET)
    @given(mutated(seeds))
    def trial(raw):
        target.ask(raw)

    trial()
