"""The deeds of a teller's phone: taking a seat, making the locks together with the other phones, releasing one at the count.

The kiosk passes on what the phones send each other and checks all of it that is public (`ballots.protocol.ceremony`); the
secret parts are sealed to the phone they are for. A phone shows by the invitation, which only the desk shows, whose it is.
Every deed is idempotent: what a phone gave first stands, and is answered again.
"""

import hmac
import re
from collections.abc import Mapping

from ballots.committee import Teller
from ballots.errors import Broken, Refused
from ballots.guards import dispute_said, dispute_words
from ballots.locking import Step
from ballots.protocol.ceremony import check_certificate, check_polynomial, check_voutput
from ballots.stage import Stage
from kiosk.hall import Hall
from kiosk.incoming import MALFORMED
from kiosk.offload import offload
from kiosk.seat import seat_told

Message = Mapping[str, object]

MOST_CHANGES = 12
"""Of one teller's key, since the committee was named."""


def sit(hall: Hall, number: object, invite: object) -> dict[str, object]:
    """The seat as the phone needs to know it (`kiosk.seat`). Changes nothing. Refused: `invite-wrong`."""
    return seat_told(hall.meeting, _teller(hall, number, invite))


def give_certificate(hall: Hall, number: object, invite: object, cert: object, replaces: object) -> dict[str, object]:
    """Take part with this certificate, in the place of the one with the key `replaces` where there is one; what the phones
    had made with that one is made again. Refused: `invite-wrong`, `seat-taken`, `key-shared`, `key-changed-too-often`,
    `lock-sealed`. Broken: as `check_certificate`."""
    teller = _teller(hall, number, invite)
    locking = hall.meeting.locking
    standing = locking.certificates.get(teller.number)
    if standing == cert:
        return seat_told(hall.meeting, teller)
    hall.require("give_key")
    key = check_certificate(_object(cert), locking.size, locking.threshold, teller.number)
    if standing and _key_of(hall, teller.number) not in (key, replaces):
        raise Refused("seat-taken", "Chỗ này đã có khóa tạo trên máy khác; xin tải lại trang để chọn cách làm tiếp.")
    if (
        standing and _key_of(hall, teller.number) == key
    ):  # the same phone, or another with its code: the first one stands
        return seat_told(hall.meeting, teller)
    _refuse_shared_key(hall, teller.number, key)
    _refuse_endless_changes(hall, teller.number)
    hall.record("certificate_received", {"number": teller.number, "cert": cert}, timed=False)
    return sit(hall, number, invite)


def _key_of(hall: Hall, number: int) -> str:
    locking = hall.meeting.locking
    return check_certificate(locking.certificates[number], locking.size, locking.threshold, number)


def _refuse_shared_key(hall: Hall, number: int, key: str) -> None:
    if any(_key_of(hall, other) == key for other in hall.meeting.locking.certificates if other != number):
        raise Refused(
            "key-shared", "Khóa này đã thuộc về người giữ khóa khác; mỗi người xin tạo khóa riêng trên máy của mình."
        )


def _refuse_endless_changes(hall: Hall, number: int) -> None:
    """Each change has all phones begin again, so one that changes without end would keep the box open, and nobody named."""
    changes = 0
    for fact in hall.facts:
        if fact.name == "committee_named":
            changes = 0
        changes += fact.name == "certificate_received" and fact.body["number"] == number
    if changes > MOST_CHANGES:
        raise Refused(
            "key-changed-too-often",
            "Khóa số %(number)d đã đổi máy quá nhiều lần, nên hòm giữ khóa hiện có. Muốn đổi nữa, xin thư ký lưu lại ban kiểm "
            "phiếu.",
            number=number,
        )


def give_polynomial(hall: Hall, number: object, invite: object, certs: object, polynomial: object) -> dict[str, object]:
    """The shares of this phone's secret, each sealed to one phone. `certs`: the hash of the certificates they were made for.

    Refused: `invite-wrong`, `ceremony-moved-on`, `ceremony-disputed`, `lock-sealed`. Broken: as `check_polynomial`."""
    teller = _teller(hall, number, invite)
    if _is_due(hall, Step.POLYNOMIALS, certs) and teller.number not in hall.meeting.locking.polynomials:
        check_polynomial(_object(polynomial), hall.meeting.locking.certs, teller.number)
        hall.record("polynomial_received", {"number": teller.number, "polynomial": polynomial}, timed=False)
    return sit(hall, number, invite)


def give_voutput(hall: Hall, number: object, invite: object, certs: object, voutput: object) -> dict[str, object]:
    """The public half of what this phone was dealt, and the secret one sealed to itself; the last of them closes the box.

    Refused: as `give_polynomial`. Broken: as `check_voutput`."""
    teller = _teller(hall, number, invite)
    locking = hall.meeting.locking
    if _is_due(hall, Step.VOUTPUTS, certs) and teller.number not in locking.voutputs:
        check_voutput(_object(voutput), locking.certs, locking.dealt, teller.number)
        if "name" in voutput["public_key"]:  # nobody may write words into the public record
            raise Refused(*MALFORMED)
        hall.record("voutput_received", {"number": teller.number, "voutput": voutput}, timed=False)
    return sit(hall, number, invite)


def complain(
    hall: Hall, number: object, invite: object, certs: object, against: object, code: object
) -> dict[str, object]:
    """What teller `against` dealt to this phone does not hold: nobody goes on until the desk has the locks made again.

    Refused: as `give_polynomial`."""
    teller = _teller(hall, number, invite)
    locking = hall.meeting.locking
    if locking.dispute is None and _is_due(hall, Step.VOUTPUTS, certs):
        others = set(locking.certificates) - {teller.number}
        if type(against) is not int or against not in others or not _is_code(code):
            raise Refused(*MALFORMED)
        hall.record("ceremony_disputed", {"by": teller.number, "against": against, "code": code}, timed=False)
    return sit(hall, number, invite)


def _is_due(hall: Hall, step: Step, certs: object) -> bool:
    """Whether the phones are at this step, with these certificates; False where they are past it. Refused otherwise."""
    hall.require("give_key")
    locking = hall.meeting.locking
    if locking.certs_hash != certs:
        raise Refused("ceremony-moved-on", "Một điện thoại khác vừa đổi khóa; trang đang tự làm lại phần này.")
    if locking.step is Step.DISPUTED:
        raise Refused("ceremony-disputed", "%(why)s", why=dispute_words(hall.meeting))
    if list(Step).index(locking.step) < list(Step).index(step):
        raise Refused("ceremony-moved-on", "Các điện thoại khác chưa đến bước này; trang đang tự thử lại.")
    return locking.step is step


def restart_ceremony(hall: Hall) -> None:
    """The phones make the locks again, after a dispute, which stays in the record. Refused `no-dispute`."""
    hall.require("restart_ceremony")
    hall.record("ceremony_restarted", {"reason": dispute_said(hall.meeting)})


def give_share(hall: Hall, number: object, invite: object, share: object) -> dict[str, object]:
    """Release one lock. The first share that holds stands; one that comes after the result is recorded beside the box. One
    that does not hold is refused, and the room is told whose it was. Refused: `invite-wrong`, `not-counting-yet`,
    `no-election`. Broken: `share-invalid`."""
    teller = _teller(hall, number, invite)
    if teller.number in hall.meeting.shares | hall.meeting.late:
        return {"lock": "released"}
    hall.require("give_share")
    box = hall.present_box()
    raw = share.encode("utf-8", "surrogatepass") if isinstance(share, str) else b""
    try:
        factors = offload(box.check_share, teller.number, raw)
    except Broken:
        _name_refused(hall, teller.number, box.tally)
        raise
    if teller.number not in hall.meeting.shares | hall.meeting.late:
        hall.require("give_share")
        if hall.present_box().tally != box.tally:  # checking takes time, and the meeting may have gone on
            raise Broken("share-invalid", "Phần khóa này là của hòm trước; xin tải lại trang rồi mở khóa lại.")
        _take_share(hall, teller.number, raw, factors)
    return {"lock": "released"}


def _take_share(hall: Hall, number: int, raw: bytes, factors: object) -> None:
    body, about = {"number": number}, {"number": number}
    if hall.meeting.stage is Stage.COUNTED:
        hall.record("late_share_received", body, timed=False, about=about)
        return
    box = hall.box.release(number, raw, factors)
    hall.record("teller_share_received", {**body, "enough": box.openable}, timed=False, box=box, about=about)


def _name_refused(hall: Hall, number: int, tally: bytes) -> None:
    """Whoever holds the invitation sent this; the count goes on with the others' shares. Checking has taken time: nobody is
    named of another round, nor once the result is adopted."""
    same = hall.box is not None and hall.box.tally == tally and hall.meeting.stage is not Stage.ADOPTED
    if same and number not in hall.meeting.refused | hall.meeting.shares | hall.meeting.late:
        hall.record("teller_share_refused", {"number": number}, timed=False, about={"number": number})


def _is_code(value: object) -> bool:
    """A word of ours, and no others'."""
    return isinstance(value, str) and re.fullmatch("[a-z-]{1,40}", value) is not None


def _object(value: object) -> dict:
    if not isinstance(value, dict):
        raise Refused(*MALFORMED)
    return value


def _teller(hall: Hall, number: object, invite: object) -> Teller:
    for teller in hall.meeting.tellers:
        if teller.number == number and not isinstance(number, bool) and _is_same(teller.invite, invite):
            return teller
    raise Refused("invite-wrong", "Mã mời này không còn dùng được; xin quét lại mã trên bàn thư ký.")


def _is_same(invite: str, given: object) -> bool:
    return isinstance(given, str) and hmac.compare_digest(invite.encode(), given.encode("utf-8", "surrogatepass"))
