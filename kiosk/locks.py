"""The deeds of a teller's phone: taking a seat, closing a lock on the box, releasing it at the count.

The phone makes the key and keeps it; only public keys and decryption shares with their proofs come here. A key is tied to
its seat by the invitation that the desk shows; a share needs none, because its proof ties it to the key.
"""

import hmac
from collections.abc import Mapping

from ballots.committee import Teller
from ballots.errors import Broken, Refused
from ballots.protocol.trustee import check_single
from kiosk.hall import Hall, offload
from kiosk.incoming import MALFORMED
from kiosk.snapshot import lock


def sit(hall: Hall, number: object, invite: object) -> dict[str, object]:
    """The seat as the phone needs to know it. Changes nothing. Refused: `invite-wrong`."""
    teller = _teller(hall, number, invite)
    state = lock(hall.meeting, teller.number)
    return {
        "number": teller.number,
        "name": teller.name,
        "unit": teller.unit,
        "stage": hall.meeting.stage.value,
        "key": teller.key,
        "code": teller.code,
        "lock": state,
        "share_given": state == "released",
    }


def give_key(hall: Hall, number: object, invite: object, key: object) -> dict[str, object]:
    """Close the lock with the public key of the teller's phone; {"code"} is the lock's.

    The same key again changes nothing; another one replaces it only while preparing. Refused: `invite-wrong`,
    `lock-sealed`, `key-shared`, `malformed`. Broken: `trustee-proof` and its kin.
    """
    teller = _teller(hall, number, invite)
    if not isinstance(key, Mapping) or "name" in key:  # nobody may write words into the public record
        raise Refused(*MALFORMED)
    if teller.key and key.get("public_key") == teller.key["public_key"]:
        return {"code": teller.code}
    hall.require("give_key")
    check_single(dict(key))
    _refuse_shared_key(hall, teller, key)
    hall.record("teller_key_received", {"number": teller.number, "key": key}, timed=False)
    return {"code": hall.meeting.tellers[teller.number - 1].code}


def _refuse_shared_key(hall: Hall, teller: Teller, key: Mapping) -> None:
    if any(t.key and t.key["public_key"] == key.get("public_key") for t in hall.meeting.tellers if t != teller):
        raise Refused(
            "key-shared", "Khóa này đã thuộc về người giữ khóa khác; mỗi người xin tạo khóa riêng trên máy của mình."
        )


def give_share(hall: Hall, number: object, share: object) -> dict[str, object]:
    """Release one lock. Idempotent: the first valid share stands. Refused: `not-counting-yet`. Broken: `share-invalid`."""
    teller = _seat(hall, number)
    if teller.number in hall.meeting.shares:
        return {"lock": "released"}
    hall.require("give_share")
    if not isinstance(share, str):
        raise Broken("share-invalid", "Phần khóa gửi lên không đúng dạng; xin tải lại trang rồi mở khóa lại.")
    raw, tally = share.encode("utf-8", "surrogatepass"), hall.box.tally
    factors = offload(hall.box.check_share, teller.number, raw)
    if teller.number not in hall.meeting.shares:
        hall.require("give_share")
        if hall.box.tally != tally:  # checking takes time, and the meeting may have gone on
            raise Broken("share-invalid", "Phần khóa này là của hòm trước; xin tải lại trang rồi mở khóa lại.")
        box = hall.box.release(teller.number, raw, factors)
        hall.record(
            "teller_share_received",
            {"number": teller.number, "enough": box.openable},
            timed=False,
            box=box,
            about={"number": teller.number},
        )
    return {"lock": "released"}


def _seat(hall: Hall, number: object) -> Teller:
    for teller in hall.meeting.tellers:
        if teller.number == number and not isinstance(number, bool):
            return teller
    raise _invite_wrong()


def _teller(hall: Hall, number: object, invite: object) -> Teller:
    teller = _seat(hall, number)
    if not isinstance(invite, str) or not hmac.compare_digest(
        teller.invite.encode(), invite.encode("utf-8", "surrogatepass")
    ):
        raise _invite_wrong()
    return teller


def _invite_wrong() -> Refused:
    return Refused("invite-wrong", "Mã mời này không còn dùng được; xin quét lại mã trên bàn thư ký.")
