"""The second officer's code: what may be chosen, and that only the code itself is known again."""

import pytest

from ballots.errors import Refused
from ballots.second_officer import COST, choose_code, made_with

CHEAP = 2


@pytest.mark.parametrize(
    ("code", "again", "refusal"),
    [
        ("2749", "2749", ""),
        ("27490158", "27490158", ""),
        ("274", "274", "code-malformed"),
        ("274901583", "274901583", "code-malformed"),
        ("27a9", "27a9", "code-malformed"),
        ("٢٧٤٩", "٢٧٤٩", "code-malformed"),
        ("2749\n", "2749\n", "code-malformed"),
        (2749, 2749, "code-malformed"),
        (None, None, "code-malformed"),
        ("2749", "2748", "codes-differ"),
        ("2749", None, "codes-differ"),
        ("0000", "0000", "code-too-easy"),
        ("1234", "1234", "code-too-easy"),
        ("87654321", "87654321", "code-too-easy"),
    ],
)
def test_a_code_is_four_to_eight_digits_typed_twice_and_not_the_first_that_comes_to_mind(code, again, refusal):
    try:
        assert choose_code(code, again) == code and not refusal
    except Refused as refused:
        assert refused.code == refusal


def test_the_code_is_known_again_and_no_other_and_the_same_code_twice_looks_different():
    officer, other = made_with("Bà Hai", "2749", CHEAP), made_with("Ông Ba", "2749", CHEAP)
    assert officer.knows("2749") and not officer.knows("2748") and not officer.knows("02749")
    assert officer.hash != other.hash and "2749" not in (officer.hash, officer.salt)


def test_a_try_takes_as_much_memory_as_is_advised():
    """128 bytes times r times N; OWASP asks for N = 2^17 with r = 8 and p = 1."""
    assert 128 * 8 * COST == 128 * 2**20
    assert made_with("Bà Hai", "2749", COST).cost == COST
