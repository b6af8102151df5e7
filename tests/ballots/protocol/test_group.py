import nacl.bindings as sodium
import pytest

from ballots.errors import Broken
from ballots.protocol import group

BASE = "6666666666666666666666666666666666666666666666666666666666666658"
MODULUS = 2**255 - 19
ORDER_TWO = f"{MODULUS - 1:064x}"  # y = -1
ORDER_FOUR = f"{0:064x}"  # y = 0
ORDER_EIGHT = bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")[::-1].hex()


def with_torsion() -> str:
    mixed = sodium.crypto_core_ed25519_add(group.point_of(BASE), group.point_of(ORDER_EIGHT))
    return group.element_of(mixed)


def test_the_generator_is_written_as_the_format_says():
    assert group.element_of(group.power_of_g(1)) == BASE
    assert group.read_element(BASE) == group.power_of_g(1)


def test_the_torsion_in_these_tests_is_real():
    for element, order in ((ORDER_TWO, 2), (ORDER_FOUR, 4), (ORDER_EIGHT, 8)):
        powers = [group.product(*[group.point_of(element)] * times) for times in range(1, order + 1)]
        assert powers.index(group.NEUTRAL_POINT) == order - 1


def test_the_neutral_element_is_an_element():
    assert group.read_element(group.NEUTRAL) == group.NEUTRAL_POINT


@pytest.mark.parametrize(
    "element",
    [
        ORDER_TWO,
        ORDER_FOUR,
        ORDER_EIGHT,
        with_torsion(),
        f"{MODULUS + 1:064x}",  # the neutral element, not reduced
        f"{2**255 + 1:064x}",  # the neutral element with a sign
        f"{2:064x}",  # not on the curve
        "f" * 64,
        BASE.replace("6", "A", 1),
        BASE[1:],
        BASE + "0",
        BASE + "\n",
        " " * 64,
        "٦" * 64,
        "",
        None,
        6,
        True,
        [BASE],
        {"alpha": BASE},
    ],
)
def test_what_is_not_in_the_subgroup_is_refused(element):
    with pytest.raises(Broken) as refusal:
        group.read_element(element)
    assert refusal.value.code == "element-invalid"


@pytest.mark.parametrize("text", ["0", "1", str(group.ORDER - 1)])
def test_a_scalar_is_a_decimal_string_below_the_order(text):
    assert group.read_scalar(text) == int(text)


@pytest.mark.parametrize(
    "text",
    [
        str(group.ORDER),
        "-1",
        "+1",
        "01",
        "00",
        "",
        " 1",
        "1\n",
        "1e3",
        "1.0",
        "0x1",
        "١",
        "9" * 5000,
        1,
        True,
        None,
        [],
    ],  # fmt: skip
)
def test_no_other_scalar_is_taken(text):
    with pytest.raises(Broken) as refusal:
        group.read_scalar(text)
    assert refusal.value.code == "scalar-invalid"


def test_exponents_add_up_also_where_they_vanish():
    three, five = group.power_of_g(3), group.power_of_g(5)
    assert group.product(three, five) == group.power_of_g(8) == group.power(group.power_of_g(4), 2)
    assert group.quotient(five, three) == group.power_of_g(2)
    assert group.product() == group.power_of_g(0) == group.power_of_g(group.ORDER) == group.NEUTRAL_POINT
    assert group.quotient(five, five) == group.power(five, 0) == group.NEUTRAL_POINT
    assert group.power(group.NEUTRAL_POINT, 7) == group.NEUTRAL_POINT
    assert group.product(group.NEUTRAL_POINT, five) == five
    assert group.product(group.power(three, -1), three) == group.NEUTRAL_POINT


HOSTILE = [ORDER_TWO, ORDER_FOUR, ORDER_EIGHT, with_torsion(), f"{MODULUS + 1:064x}", f"{2**255 + 1:064x}", f"{2:064x}"]


@pytest.mark.parametrize("exponent", [0, 1, 8, group.ORDER - 8])
@pytest.mark.parametrize("element", HOSTILE)
def test_a_point_that_is_not_in_the_subgroup_has_no_power_not_even_one_that_hides_it(element, exponent):
    with pytest.raises(Broken) as refusal:
        group.power(group.read_unproven(element), exponent)
    assert refusal.value.code == "element-invalid"


def test_what_is_no_point_at_all_is_not_added():
    for combine in (group.product, group.quotient):
        for points in ((f"{2:064x}", BASE), (BASE, f"{2:064x}")):
            with pytest.raises(Broken) as refusal:
                combine(*map(group.read_unproven, points))
            assert refusal.value.code == "element-invalid"


@pytest.mark.parametrize("element", [BASE[1:], BASE.replace("6", "A", 1), BASE + "\n", "", None, 6, [BASE]])
def test_what_is_not_written_as_an_element_is_not_even_read(element):
    with pytest.raises(Broken) as refusal:
        group.read_unproven(element)
    assert refusal.value.code == "element-invalid"


def test_powers_for_counts_are_powers():
    for count in (0, 1, 2, 500):
        assert group.power_of_g_for_count(count) == group.power_of_g(count)


def test_random_scalars_are_below_the_order_and_differ():
    drawn = {group.random_scalar() for _ in range(50)}
    assert len(drawn) == 50 and all(0 <= scalar < group.ORDER for scalar in drawn)
