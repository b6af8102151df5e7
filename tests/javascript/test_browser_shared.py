"""What a shared tablet decides by itself: when it wipes itself, what a second slip meets, and what a scanner's keys say."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.javascript.node import run
from tests.javascript.test_browser_pages import SLIP, decide

TIMES = {"quiet": 60, "receipt": 30, "warning": 20}
CLEAN = {"slip": None, "sealed": False, "busy": False, "sending": False, "typed": "", "misread": None}
HELD = {**CLEAN, "slip": SLIP}
SEALED = {**HELD, "sealed": True}
WARN, WIPE, NOTHING = (lambda left: {"due": "warn", "left": left}), {"due": "wipe"}, {"due": "nothing"}

QUIET = {
    "nobody has been here": ("slipless", CLEAN, 9999, NOTHING),
    "half a code was typed": ("slipless", {**CLEAN, "typed": "WRDjV"}, 80, WIPE),
    "a wrong code was scanned": ("slipless", {**CLEAN, "misread": "credential-length"}, 80, WIPE),
    "marking, and thinking": ("marking", HELD, 59.9, NOTHING),
    "marking, and quiet": ("marking", HELD, 60, WARN(20)),
    "the last second": ("marking", HELD, 79.2, WARN(1)),
    "marking, and gone": ("marking", HELD, 80, WIPE),
    "the tablet slept for an hour": ("marking", HELD, 3600, WIPE),
    "the receipt is being written down": ("receipt", CLEAN, 29, NOTHING),
    "the receipt lies there": ("receipt", CLEAN, 30, WARN(20)),
    "the receipt, and gone": ("receipt", CLEAN, 50, WIPE),
    "a used slip": ("spent", CLEAN, 80, WIPE),
    "waiting for the opening, and gone": ("waiting", HELD, 80, WIPE),
    "an opened ballot": ("opened", HELD, 80, WIPE),
    "being sealed": ("sending", {**HELD, "busy": True}, 9999, NOTHING),
    "on its way": ("sending", {**SEALED, "sending": True}, 9999, NOTHING),
    "on its way, and reloaded without a line": ("arriving", SEALED, 9999, NOTHING),
    "no answer before the box was closed": ("unsent", SEALED, 9999, NOTHING),
    "no answer before the round was over": ("passed", SEALED, 9999, NOTHING),
    "the last attempt is still under way": ("voided", {**SEALED, "sending": True}, 9999, NOTHING),
    "voided": ("voided", SEALED, 80, WIPE),
    "waiting for an opening that is not answered": ("auditing", {**HELD, "busy": True}, 79, WARN(1)),
    "an opening that nobody waits for": ("auditing", {**HELD, "busy": True}, 80, {"due": "giveUp"}),
}


def test_a_tablet_wipes_itself_when_nobody_is_there_and_never_a_ballot_on_its_way():
    due = decide(
        "booth/sharing", "afterQuiet", *((sheet, has, quiet, TIMES) for sheet, has, quiet, _ in QUIET.values())
    )
    assert dict(zip(QUIET, due, strict=True)) == {name: row[3] for name, row in QUIET.items()}


OTHER = {"mark": "7QX4", "credential": "another"}
SCANS = {
    "nobody's turn": ("slipless", CLEAN, "take"),
    "after the receipt": ("receipt", CLEAN, "take"),
    "after a slip of another set": ("foreign", HELD, "take"),
    "somebody is marking": ("marking", HELD, "ask"),
    "the scanner reads the same slip again": ("marking", {**HELD, "slip": OTHER}, "same"),
    "a ballot is open for another device": ("opened", HELD, "ask"),
    "on its way": ("sending", {**SEALED, "sending": True}, "hold"),
    "being sealed": ("sending", {**HELD, "busy": True}, "hold"),
    "being opened": ("auditing", {**HELD, "busy": True}, "hold"),
    "just reloaded": (None, SEALED, "hold"),
    "closed without an answer": ("unsent", SEALED, "hold"),
    "the last attempt is still under way": ("voided", {**HELD, "sending": True}, "hold"),
}


def test_the_next_slip_never_pushes_a_ballot_aside_that_is_on_its_way():
    met = decide("booth/sharing", "onScan", *((sheet, has, OTHER) for sheet, has, _ in SCANS.values()))
    assert dict(zip(SCANS, met, strict=True)) == {name: row[2] for name, row in SCANS.items()}


def test_what_came_of_a_ballot_gives_its_voter_time_and_a_given_up_opening_none():
    sheets = [("sending", "receipt"), ("waiting", "marking"), ("marking", "marking"), ("auditing", "marking")]
    assert decide("booth/sharing", "isNews", *sheets) == [True, True, False, False]


CODE = "WRDjVL47tc16rZUsBtaeAc"
ADDRESS = "http://192.168.1.9:8000/booth#7QX4.WRDjV-L47tc1-6rZUs-BtaeAc"


def scanned(text: str, pause: float = 10) -> list[tuple[dict, float]]:
    return [({"key": key}, pause) for key in text]


ENTER, TAB = ({"key": "Enter"}, 10), ({"key": "Tab"}, 10)


def physical(text: str, key, caps: bool = False) -> list[tuple[dict, float]]:
    """As a scanner presses them, where the tablet makes `key` of each."""
    codes = {
        "-": ("Minus", False),
        ".": ("Period", False),
        "#": ("Digit3", True),
        ":": ("Semicolon", True),
        "/": ("Slash", False),
    }
    keys = []
    for each in text:
        code, shift = codes.get(each) or (
            (f"Digit{each}", False) if each.isdigit() else (f"Key{each.upper()}", each.isupper())
        )
        keys.append(({"key": key(each), "code": code, "shiftKey": shift, "caps": caps}, 10))
    return keys


KEYS = {
    "the bare code": ([*scanned(CODE), ENTER], [CODE], ["Enter"]),
    "the whole address": ([*scanned(ADDRESS), ENTER], [ADDRESS], ["Enter"]),
    "two ends": ([*scanned(CODE), ENTER, ENTER, TAB], [CODE], ["Enter", "Enter", "Tab"]),
    "caps lock is on": ([*physical(CODE, str.swapcase, caps=True), ENTER], [CODE], ["Enter"]),
    "the writing hides the keys": ([*physical(ADDRESS, lambda _: "Process"), ENTER], [ADDRESS], ["Enter"]),
    "a hand types": ([*scanned(CODE, 1200), ENTER], [], []),
    "a hand corrects itself": ([*scanned(CODE), ({"key": "Backspace"}, 10), ENTER], [], []),
    "Enter on a button": ([ENTER], [], []),
    "what is no slip stays typing": ([*scanned("a" * 20), ENTER], ["a" * 20], []),
    "two slips one after the other": (
        [*scanned(CODE), ENTER, ({"key": "W"}, 2000), *scanned(CODE[1:]), ENTER], [CODE, CODE], ["Enter", "Enter"],
    ),
    "a shortcut is no character": ([({"key": "r", "ctrlKey": True}, 10), *scanned(CODE), ENTER], [CODE], ["Enter"]),
}  # fmt: skip


def test_a_scanner_is_heard_wherever_the_focus_is_and_a_hand_is_not():
    plays = run("wedge", [keys for keys, _, _ in KEYS.values()])
    found = {name: (play["heard"], play["kept"]) for name, play in zip(KEYS, plays, strict=True)}
    assert found == {name: (heard, kept) for name, (_, heard, kept) in KEYS.items()}


TYPED = [
    "{code}",
    " {code} ",
    "{mark}.{code}",
    "{mark} . {code}",
    "http://10.0.0.2:8000/booth#{mark}.{code}",
    "x/kiosk#{code}",
]
GAPS = st.lists(st.sampled_from(["", " ", "-", "–", "‑ ", "\u00a0"]), min_size=22, max_size=22)


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(TYPED), GAPS)
def test_entry_forgives_gaps_dashes_the_mark_and_the_address(form, gaps):
    text = form.format(mark="7QX4", code="".join(gap + each for gap, each in zip(gaps, CODE, strict=True)))
    mark = "7QX4" if "{mark}" in form else None
    assert decide("booth/slip", "readSlip", (text,)) == [{**SLIP, "mark": mark}]


def test_characters_that_are_on_no_slip_are_told_apart_from_a_wrong_length():
    texts = [CODE[:-1] + look for look in "0OIl"] + [CODE[:-1], "http://10.0.0.2:8000/booth#7QX4." + CODE + "a"]
    codes = [read["code"] for read in decide("booth/slip", "readSlip", *((text,) for text in texts))]
    assert codes == ["credential-alphabet"] * 4 + ["credential-length"] * 2
