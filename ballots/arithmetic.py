"""The arithmetic that every set of minutes must pass (shared/domain.md, Documents), checked on a whole meeting.json.

summoned = present + absent; issued <= present; returned <= issued; returned = valid + invalid; blank <= valid; each
nominee <= valid; sum of votes <= valid x seats; the hands of a hand vote add up to those present.
"""

from collections.abc import Iterator, Mapping

from ballots.findings import Failure

Document = Mapping[str, object]
SUBJECTS = {
    "rules": "quy chế bầu",
    "committee": "ban kiểm phiếu",
    "list": "danh sách bầu",
    "exception": "cho dự bầu theo quyết định của hội nghị",
    "leader": "bầu cụm trưởng",
    "deputy": "bầu cụm phó",
    "adoption": "thông qua kết quả",
}
"""What a hand vote was about, in words."""


def check(document: Document) -> Iterator[Failure]:
    """Every contradiction of numbers in a document, in the order of its parts; none: its papers may be made.

    Codes: arith-present, arith-roll-call, arith-issued, arith-returned, arith-valid, arith-blank, arith-nominee, arith-sum,
    arith-negative, arith-hands. A round that was voided before its count has no counts, and a voided one is checked too.
    """
    for vote in document["hand_votes"]:
        yield from _hands(vote, SUBJECTS[vote["subject"]], vote["about"])
    for one in document["rounds"]:
        yield from _round(one, document["roster"])
    yield from _roll_call(document)
    if document["adoption"]:
        yield from _hands(document["adoption"], SUBJECTS["adoption"], "")


def _hands(vote: Document, subject: str, about: str) -> Iterator[Failure]:
    named = f"{subject} “{about}”" if about else subject
    numbers = vote["favour"], vote["against"], vote["abstain"]
    if min(numbers) < 0 or sum(numbers) != vote["present"]:
        yield Failure(
            "arith-hands",
            f"Biểu quyết {named}: {numbers[0]} tán thành, {numbers[1]} không tán thành và {numbers[2]} không có ý kiến "
            f"cộng lại không bằng {vote['present']} đơn vị có mặt.",
        )


def _round(one: Document, roster: Document) -> Iterator[Failure]:
    where = f"Vòng {one['number']}"
    issued, returned, present = one["issued"], one["returned"], len(one["present"])
    summoned = [unit["id"] for unit in roster if not unit["parent"]]
    absent = [unit for unit in summoned if unit not in one["present"]]
    if len(summoned) != present + len(absent):
        yield Failure(
            "arith-present",
            f"{where}: triệu tập {len(summoned)} đơn vị, nhưng có mặt {present} và vắng {len(absent)}.",
        )
    if min(issued, returned) < 0:
        yield Failure(
            "arith-negative", f"{where}: phát ra {issued} phiếu, thu về {returned} phiếu; số phiếu không thể âm."
        )
    if issued > present:
        yield Failure("arith-issued", f"{where}: phát ra {issued} phiếu cho {present} đơn vị có mặt.")
    if returned > issued:
        yield Failure("arith-returned", f"{where}: thu về {returned} phiếu, nhiều hơn {issued} phiếu phát ra.")
    for contest in one["contests"]:
        if contest["count"]:
            yield from _count(contest, returned, f"{where}, “{contest['title']}”")


def _count(contest: Document, returned: int, where: str) -> Iterator[Failure]:
    count, seats = contest["count"], contest["seats"]
    valid, invalid, blank, votes = count["valid"], count["invalid"], count["blank"], count["votes"]
    if min(valid, invalid, blank, *votes) < 0:
        yield Failure("arith-negative", f"{where}: có số phiếu âm.")
    if returned != valid + invalid:
        yield Failure(
            "arith-valid",
            f"{where}: thu về {returned} phiếu, nhưng {valid} phiếu hợp lệ và {invalid} phiếu không hợp lệ cộng lại là "
            f"{valid + invalid}.",
        )
    if blank > valid:
        yield Failure("arith-blank", f"{where}: {blank} phiếu trắng, nhiều hơn {valid} phiếu hợp lệ.")
    for name, number in zip(contest["nominees"], votes, strict=True):
        if number > valid:
            yield Failure("arith-nominee", f"{where}: {name} được {number} phiếu, nhiều hơn {valid} phiếu hợp lệ.")
    if sum(votes) > valid * seats:
        yield Failure(
            "arith-sum",
            f"{where}: cộng lại có {sum(votes)} lượt chọn, nhiều hơn {valid} phiếu hợp lệ nhân {seats} chỗ là "
            f"{valid * seats}.",
        )


def _roll_call(document: Document) -> Iterator[Failure]:
    """The roll call of the list of units is that of the last round that counts."""
    counting = [one for one in document["rounds"] if not one["voided"] and one["counted"]]
    marked = sum(unit["present"] for unit in document["roster"])
    if counting and counting[-1] is document["rounds"][-1] and marked != len(counting[-1]["present"]):
        yield Failure(
            "arith-roll-call",
            f"Danh sách đơn vị ghi {marked} đơn vị có mặt, nhưng vòng {counting[-1]['number']} ghi "
            f"{len(counting[-1]['present'])}.",
        )
