"""What a sound record tells of its meeting, in lines for a secretary: the rounds, the outcome, what the room agreed."""

from collections.abc import Iterable, Sequence

from ballots.ballot_paper import election_description
from ballots.flags import FLAGS
from ballots.record.shape import Document

Row = tuple[str, Sequence[int | None], str]
_DECIDED = {"votes": "", "runoff": ", do bầu lại", "score": ", do điểm thi đua"}
_OPEN = {
    "": (),
    "tie": ("   Còn bằng phiếu ở ranh giới được bầu, chưa quyết định.",),
    "order": ("   Thứ tự giữa các đơn vị được bầu chưa quyết định.",),
    "waits": ("   Chờ quyết định ở nội dung trước.",),
}


def meeting_told(document: Document) -> list[list[str]]:
    """The parts of it, in the order of the meeting; a part may be empty."""
    counting = [one for one in document["rounds"] if not one["voided"]]
    return [
        _meeting(document),
        [line for one in document["rounds"] for line in (*_round(one, len(document["rounds"])), *_box(one, document))],
        *(_contest(place, contest, counting) for place, contest in enumerate(document["outcome"])),
        _officers(document["officers"]),
        _adoption(document),
    ]


def table(rows: Iterable[Row]) -> list[str]:
    """Names, numbers (blank where there is none) and words, in columns."""
    rows = list(rows)
    width = max(len(name) for name, _, _ in rows)
    return [
        f"   {name:<{width}}{''.join(f'  {_number(number)}' for number in numbers)}  {words}".rstrip()
        for name, numbers, words in rows
    ]


def _number(number: int | None) -> str:
    return f"{'' if number is None else number:>4}"


def _meeting(document: Document) -> list[str]:
    meeting = document["meeting"]
    called = [unit for unit in document["roster"] if not unit["parent"]]
    absent = [unit["name"] for unit in called if not unit["present"]]
    names = {unit["id"]: unit["name"] for unit in document["roster"]}
    let = [names[one["unit"]] for one in document["eligibility"] if one["exception"]]
    return [
        f"Hội nghị:  {meeting['title']}",
        f"Cụm:       {election_description(meeting['cluster'], meeting['year'], meeting['place'])}",
        f"Đơn vị:    triệu tập {len(called)}, có mặt {len(called) - len(absent)}, vắng {len(absent)}"
        + (f" ({', '.join(absent)})" if absent else ""),
        *[f"Ngoại lệ:  hội nghị biểu quyết cho dự bầu: {', '.join(let)}"] * bool(let),
    ]


def _round(one: Document, rounds: int) -> list[str]:
    kind = "bỏ phiếu kín" if one["mode"] == "secret" else "PHIẾU GIẤY, KIỂM BẰNG TAY"
    again = "bầu lại, " if one["runoff"] else ""
    numbers = f"phát ra {one['issued']}, thu về {one['returned']}"
    voided = [f"           ĐÃ HỦY, không tính: {one['voided']}"] if one["voided"] else []
    if rounds == 1 and one["mode"] == "secret":
        return [f"Phiếu:     {numbers}"]
    return [f"Vòng {one['number']}:    {again}{kind}: {numbers}", *voided]


def _box(one: Document, document: Document) -> list[str]:
    """Who opened the box of a secret round, whose share came late or did not fit, and what voters had opened of theirs."""
    if one["mode"] != "secret":
        return []
    locks = locks_told(len(document["tellers"]), document["committee"]["threshold"], one["shares"])
    late = f"; khóa số {numbers(one['late'])} mở sau, không cần đến" if one["late"] else ""
    refused = f"; phần khóa số {numbers(one['refused'])} không khớp nên không dùng" if one["refused"] else ""
    audited = f"đã mở để kiểm tra {len(one['audited'])} phiếu: không nằm trong hòm, không đếm"
    return [f"           {locks}{late}{refused}", *[f"           {audited}"] * bool(one["audited"])]


def locks_told(size: int, threshold: int, opened: Sequence[int]) -> str:
    """Who opened a box, of how many, and how many were needed; of an unopened one how many will be."""
    needed = f"cần {threshold} trong {size} khóa"
    return f"hòm mở bằng khóa số {numbers(opened)} ({needed})" if opened else f"hòm chưa mở ({needed})"


def numbers(those: Iterable[int]) -> str:
    return ", ".join(map(str, those))


def _contest(place: int, contest: Document, counting: list[Document]) -> list[str]:
    """Nominees by rank, with their votes in each round that counts, and what became of them."""
    ranked = sorted(contest["nominees"], key=lambda one: one["rank"] or len(contest["nominees"]) + 1)
    rows: list[Row] = [(one["name"], one["votes"], _fate(one)) for one in ranked]
    counts = [_count(one, place) for one in counting]
    rows.append(("Phiếu trắng", [count and count["blank"] for count in counts], ""))
    if any(count and count["invalid"] for count in counts):
        rows.append(("Phiếu không hợp lệ", [count and count["invalid"] for count in counts], ""))
    title = f"{place + 1}. {contest['title']} (mỗi phiếu chọn tối đa {contest['seats']})"
    return [title, *_columns(rows, counting), *table(rows), *_OPEN[contest["undecided"]]]


def _columns(rows: list[Row], counting: list[Document]) -> list[str]:
    """Over the votes, which round they are of, where there are several."""
    if len(counting) == 1:
        return []
    width = max(len(name) for name, _, _ in rows)
    return [f"   {'':<{width}}" + "".join(f"  {'v.' + str(one['number']):>4}" for one in counting)]


def _count(one: Document, place: int) -> Document | None:
    return next((contest["count"] for contest in one["contests"] if contest["of"] == place), None)


def _fate(place: Document) -> str:
    """The rank is said too: two may be elected and share the first place, and which is second is then open (P11)."""
    if not place["rank"]:
        return "đã được bầu ở nội dung trước"
    if place["tied"]:
        return f"hạng {place['rank']}, bằng phiếu, chưa quyết định"
    return f"hạng {place['rank']}{', được bầu' if place['elected'] else ''}{_DECIDED[place['decided_by']]}"


def _officers(officers: Document) -> list[str]:
    words = (("Cụm trưởng năm sau", officers["leader"]), ("Cụm phó năm sau", officers["deputy"]))
    return [f"{office}: {name}" for office, name in words if name]


def _adoption(document: Document) -> list[str]:
    adoption = document["adoption"]
    if adoption is None:
        return ["Hội nghị chưa thông qua kết quả; trong hồ sơ chưa có giấy tờ."]
    numbers = (
        f"tán thành {adoption['favour']}, không tán thành {adoption['against']}, không có ý kiến {adoption['abstain']}"
    )
    flags = [one for one in adoption["flags"] if one["flag"] != "none"]
    return [
        f"Hội nghị đã thông qua: {numbers} (có mặt {adoption['present']}).",
        *(f"   {one['unit']}: đề nghị tặng {FLAGS[one['flag']]}" for one in flags),
    ]
