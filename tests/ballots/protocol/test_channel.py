"""6.3: what one trustee sends another, only that one reads, and nobody alters unseen."""

import json
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ballots.errors import Broken
from ballots.protocol import channel
from ballots.protocol.encoding import compact
from ballots.protocol.group import NEUTRAL, element_of, power_of_g, random_scalar
from ballots.protocol.signed import sign
from ballots.protocol.trustee import channel_key, private_key
from tests.ballots.protocol.test_group import with_torsion
from tests.builders import altered
from tests.vectors.reading import tool_made

SENDER, OTHER, MINE = (random_scalar() for _ in range(3))
KEY = element_of(power_of_g(MINE))
SECRET = {"secret": "41"}


def refused(sealed, sender=SENDER, reader=MINE, field="secret"):
    with pytest.raises(Broken) as refusal:
        channel.receive(reader, power_of_g(sender), sealed, field)
    return refusal.value.code


def enclosed(text: str | bytes) -> str:
    """Any text, encrypted to the reader with K = alpha = g, written out from 6.3 by another hand."""
    alpha, beta = element_of(power_of_g(1)), element_of(power_of_g(MINE + 1))
    key, nonce = (sha256(f"{prefix}|{alpha}".encode()).digest() for prefix in ("key", "iv"))
    data = AESGCM(key).encrypt(nonce, text if isinstance(text, bytes) else text.encode(), None)
    return json.dumps({"algorithm": "AES-GCM", "alpha": alpha, "beta": beta, "data": data.hex()}, separators=(",", ":"))


def letter(message: object, recipient: object = KEY, signer: int = SENDER) -> str:
    return enclosed(compact(sign(signer, {"recipient": recipient, "message": message})))


def with_(field, change):
    return altered(channel.send(SENDER, KEY, SECRET).encode(), (field,), change).decode()


def test_what_was_sent_is_received_and_every_time_looks_different():
    one, other = (channel.send(SENDER, KEY, SECRET) for _ in range(2))
    assert channel.receive(MINE, power_of_g(SENDER), one, "secret") == "41"
    assert one != other and "41" not in json.loads(one)["data"][:2]
    assert list(json.loads(one)) == ["algorithm", "alpha", "beta", "data"]


def test_a_message_written_by_another_hand_is_read():
    assert channel.receive(MINE, power_of_g(SENDER), letter('{"secret":"7"}'), "secret") == "7"


@pytest.mark.parametrize("place", [1, 2, 3])
def test_the_tools_messages_are_read(place):
    seed = tool_made(f"trustees/{place}.key").decode()
    sealed = tool_made(f"trustees/{place}.dkey").decode()
    assert channel.receive(channel_key(seed), power_of_g(private_key(seed)), sealed, "decryption_key").isdecimal()


def test_only_the_recipient_reads():
    assert refused(channel.send(SENDER, KEY, SECRET), reader=OTHER) == "message-unreadable"


def test_a_message_passed_on_to_another_is_refused():
    """The recipient is under the signature: nobody can seal anew, to another, what was signed for one."""
    assert refused(letter('{"secret":"41"}', element_of(power_of_g(OTHER)))) == "message-other-recipient"


def test_a_message_that_another_signed_is_refused():
    assert refused(channel.send(OTHER, KEY, SECRET)) == "trustee-signature"
    forged = altered(compact(sign(SENDER, {"recipient": KEY, "message": "{}"})), ("signature", "response"), "7")
    assert refused(enclosed(forged)) == "trustee-signature"


def flipped(data: str, at: int) -> str:
    return data[:at] + ("0" if data[at] != "0" else "1") + data[at + 1 :]


@pytest.mark.parametrize("at", [0, 99, -33, -2])
def test_an_altered_ciphertext_is_refused_wherever_it_was_altered(at):
    assert refused(with_("data", lambda data: flipped(data, at % len(data)))) == "message-unreadable"


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("alpha", KEY, "message-unreadable"),
        ("beta", KEY, "message-unreadable"),
        ("alpha", NEUTRAL, "message-unreadable"),
        ("alpha", with_torsion(), "element-invalid"),
        ("beta", "0", "element-invalid"),
        ("beta", None, "element-invalid"),
        ("algorithm", "AES-CCM", "message-unreadable"),
        ("data", "", "message-unreadable"),
        ("data", "00" * 15, "message-unreadable"),
        ("data", "zz", "message-unreadable"),
        ("data", lambda data: data.upper(), "message-unreadable"),
        ("data", lambda data: data[:2] + " " + data[2:], "message-unreadable"),
        ("data", 5, "message-unreadable"),
        ("data", "00" * 5001, "message-unreadable"),
        ("more", 5, "message-unreadable"),
    ],
)
def test_every_part_of_the_envelope_has_its_form(field, value, code):
    assert refused(with_(field, value)) == code


@pytest.mark.parametrize("sealed", [None, 5, {}, "", "{}", "[]", "\ud800", "[" * 100_000, enclosed("{}") + " "])
def test_what_is_no_envelope_is_refused(sealed):
    assert refused(sealed) in ("message-unreadable", "trustee-malformed")


@pytest.mark.parametrize(
    ("sealed", "code"),
    [
        (enclosed(b"\xff\xfe"), "message-unreadable"),
        (enclosed("five"), "message-unreadable"),
        (enclosed('{"message":5,"signature":{}}'), "trustee-malformed"),
        (enclosed(compact(sign(SENDER, {"message": "{}", "recipient": KEY}))), "trustee-malformed"),
        (letter(5), "message-unreadable"),
        (letter("5"), "message-unreadable"),
        (letter("{"), "message-unreadable"),
        (letter('{"secret": "41"}'), "message-unreadable"),
        (letter('{"decryption_key":"41"}'), "message-unreadable"),
        (letter('{"secret":"41","more":1}'), "message-unreadable"),
        (letter('{"secret":"41"}', None), "message-other-recipient"),
    ],
)
def test_what_is_inside_has_its_form_too(sealed, code):
    assert refused(sealed) == code


def test_a_message_says_what_it_is_for():
    """A share kept for oneself cannot stand for a value dealt: each message has a field of its own name."""
    assert refused(channel.send(SENDER, KEY, {"decryption_key": "41"})) == "message-unreadable"
