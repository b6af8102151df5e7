"""The slips as the desk's page makes them: the kiosk takes them as its own, and learns their public parts only."""

import json
import re

from ballots.protocol import credential
from ballots.round import ROUNDS_OF_A_SET
from ballots.slip_set import new_slips, read_sets
from tests.javascript.node import call, run

SECRET = re.compile("-".join(f"[1-9A-HJ-NP-Za-km-z]{{{length}}}" for length in (5, 6, 5, 6)))


def test_p1_the_kiosk_takes_the_set_that_the_page_has_made():
    made = run("slipset", 12)
    sets = read_sets(made["sets"], 12)
    assert len(set(made["secrets"])) == 12 and all(SECRET.fullmatch(secret) for secret in made["secrets"])
    assert made["said"] == list(range(1, 13)) and len(sets) == ROUNDS_OF_A_SET
    for one in sets:
        assert set(one.credentials) == {credential.public_part(one.uuid, secret) for secret in made["secrets"]}


def test_p1_two_sets_have_nothing_in_common():
    first, second = (run("slipset", 4) for _ in range(2))
    assert not set(first["secrets"]) & set(second["secrets"])
    assert not {one["uuid"] for one in first["sets"]} & {one["uuid"] for one in second["sets"]}


def test_p2_what_is_sent_holds_no_secret_and_has_the_form_of_pythons():
    made, ours = run("slipset", 3), new_slips(3)[1]
    sent = json.dumps(made["sets"])
    assert not any(secret in sent or secret.replace("-", "") in sent for secret in made["secrets"])
    assert [list(one) for one in made["sets"]] == [list(one) for one in ours]
    assert [len(one["uuid"]) for one in made["sets"]] == [len(one["uuid"]) for one in ours]


def test_a_new_credential_is_read_as_it_is_printed():
    secret = call("credential", "newCredential")
    assert call("credential", "parse", secret.replace("-", "")) == secret
