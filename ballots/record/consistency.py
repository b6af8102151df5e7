"""Checks of what a record says about a round of secret ballots, against that round's box (promises P1, P8, P11, P12)."""

from collections.abc import Iterator

from ballots.ballot_paper import election_description, election_name, question_of
from ballots.committee import lock_code, set_code
from ballots.contest import Contest
from ballots.findings import Failure
from ballots.record.evidence import Opened


def election(found: Opened) -> Iterator[Failure]:
    """meeting-election: same election, title, cluster and rehearsal mark (P12) as in the box, and its file's name."""
    meeting, box, written = found.document["meeting"], found.election, found.stated["election"]
    ours = (box.uuid, box.fingerprint, box.name, box.description, found.box)
    theirs = (
        written["uuid"],
        written["fingerprint"],
        election_name(meeting["title"], meeting["rehearsal"]),
        election_description(meeting["cluster"], meeting["year"], meeting["place"]),
        f"{box.uuid}.bel",
    )
    if ours != theirs:
        yield Failure(
            "meeting-election", "Hồ sơ hội nghị (mã, tên, cụm, năm, địa điểm hoặc dấu diễn tập) khác với hòm phiếu."
        )


def head(found: Opened) -> Iterator[Failure]:
    """meeting-head (P8)."""
    if found.stated["election"]["head"] != found.audit.head:
        yield Failure("meeting-head", "Mã niêm phong ghi trong hồ sơ khác với mã niêm phong của chính hòm phiếu.")


def contests(found: Opened) -> Iterator[Failure]:
    """meeting-contests: titles, seats and nominees are those on the ballot."""
    stated = [Contest(c["title"], c["seats"], tuple(c["nominees"])) for c in found.stated["contests"]]
    if tuple(map(question_of, stated)) != found.election.questions:
        yield Failure("meeting-contests", "Nội dung bầu, số được bầu hoặc danh sách bầu trong hồ sơ khác với lá phiếu.")


def tellers(found: Opened) -> Iterator[Failure]:
    """meeting-tellers: each teller's key is the key of the lock with that number. meeting-committee: so many locks open the
    box, and the code of the set is that of these locks."""
    keys, committee = found.trustees.verification_keys, found.document["committee"]
    stated = [(teller["number"], teller["public_key"], teller["code"]) for teller in found.document["tellers"]]
    if stated != [(number, key, lock_code(key)) for number, key in enumerate(keys, 1)]:
        yield Failure("meeting-tellers", "Khóa của ban kiểm phiếu ghi trong hồ sơ khác với khóa của hòm phiếu.")
    needed = sum(item.threshold for item in found.trustees.items)
    if committee != {"threshold": needed, "code": set_code(found.trustees.raw)}:
        yield Failure("meeting-committee", "Số khóa cần để mở hòm, hoặc mã bộ khóa, trong hồ sơ khác với hòm phiếu.")


def shares(found: Opened) -> Iterator[Failure]:
    """meeting-shares: the box was opened by the tellers whom the record names; who came late, or was refused, is another."""
    told = [found.stated[name] for name in ("shares", "late", "refused")]
    named = [number for numbers in told for number in numbers]
    known = set(named) <= {teller["number"] for teller in found.document["tellers"]}
    distinct = len(set(named)) == len(named) and all(numbers == sorted(numbers) for numbers in told)
    too_early = bool(found.stated["late"]) and found.result is None
    if set(found.stated["shares"]) != set(found.audit.openers) or not known or not distinct or too_early:
        yield Failure("meeting-shares", "Hồ sơ ghi khóa nào đã mở hòm khác với chính hòm phiếu.")


def units(found: Opened) -> Iterator[Failure]:
    """meeting-units, meeting-slips (P1): as many slips as units present, and that many credentials in the box."""
    present, issued = len(found.stated["present"]), found.stated["issued"]
    credentials = found.audit.credentials
    if present != credentials:
        yield Failure(
            "meeting-units", f"Điểm danh có {present} đơn vị có mặt, nhưng hòm được lập cho {credentials} phiếu."
        )
    if issued != credentials:
        yield Failure("meeting-slips", f"Hồ sơ ghi phát ra {issued} phiếu, nhưng hòm được lập cho {credentials} phiếu.")


def returned(found: Opened) -> Iterator[Failure]:
    """meeting-returned."""
    written, ballots = found.stated["returned"], found.audit.ballots
    if written != ballots:
        yield Failure("meeting-returned", f"Hồ sơ ghi thu về {written} phiếu, nhưng trong hòm có {ballots} lá phiếu.")


def counts(found: Opened) -> Iterator[Failure]:
    """record-uncounted, meeting-count: what the record counts is the result of the box. Only a round that was voided may
    have none."""
    stated = [contest["count"] for contest in found.stated["contests"]]
    if found.result is None and not found.stated["voided"]:
        yield Failure("record-uncounted", "Hòm phiếu trong hồ sơ chưa có kết quả đọc được.")
    elif stated != _counts(found):
        yield Failure("meeting-count", "Số phiếu ghi trong hồ sơ khác với kết quả của hòm phiếu.")


def _counts(found: Opened) -> list[dict[str, object] | None]:
    """Every ballot in a box is valid: the proofs leave out the others (C.6.c)."""
    questions = found.election.questions
    if found.result is None:
        return [None for _ in questions]
    return [
        {
            "valid": found.audit.ballots,
            "invalid": 0,
            "invalid_reasons": "",
            "blank": column[0] if question.blank else 0,
            "votes": column[question.blank :],
        }
        for column, question in zip(found.result, questions)
    ]
