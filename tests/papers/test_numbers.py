"""Law: every number in the papers is the record's, and there is no other. Over random meetings, read back from the pages.

What is expected is worked out here from the document alone, by other means than the papers': fractions, decimals, sorting.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ballots.arithmetic import check
from ballots.contest import Contest
from ballots.majority import BASES, Majority
from tests.papers import samples
from tests.papers.reading import between, paper, text
from tests.papers.samples import Value, a_round, document, hands, runoff_of, settle, unit

UNITS = tuple(f"Đơn vị {letter}{other}" for letter in "ABC" for other in "XYZ")
majorities = st.none() | st.builds(
    Majority, st.integers(1, 2), st.integers(2, 5), st.booleans(), st.sampled_from(BASES)
)


@st.composite
def meetings(draw: st.DrawFn) -> Value:
    """A consistent meeting: up to nine units, one to three contests, voided rounds, hand counts, a run-off where tied."""
    names = UNITS[: draw(st.integers(2, len(UNITS)))]
    present = sorted(draw(st.sets(st.sampled_from(range(1, len(names) + 1)), min_size=1)))
    units = [
        unit(number, name, present=number in present, score=draw(st.integers(0, 140000)), maximum=140000)
        for number, name in enumerate(names, 1)
    ]
    contests = [draw(a_contest(names, at)) for at in range(draw(st.integers(1, 3)))]
    rounds = [draw(counted(contests, present, 1))]
    if draw(st.booleans()):
        rounds[0]["voided"] = "mất điện"
        rounds.append(draw(counted(contests, present, 2)))
    tie = draw(st.sampled_from(["runoff", "score"]))
    deciding = runoff_of(contests, rounds, units) if tie == "runoff" else []
    if deciding and settle(contests, rounds, units):
        rounds.append(draw(counted(deciding, present, len(rounds) + 1)))
    agreed = [draw(shown_hands(subject, len(present))) for subject in ("rules", "committee")]
    parts = {"roster": units, "rules": {"tie": tie, "threshold": 90}, "hand_votes": agreed}
    return document(contests, rounds, eligibility=samples.eligibility(units), **parts)


@st.composite
def a_contest(draw: st.DrawFn, names: tuple[str, ...], at: int) -> Contest:
    nominees = draw(st.permutations(names))[: draw(st.integers(1, len(names)))]
    kind = draw(st.sampled_from(["other", "top_two", "outstanding"]))
    title = ("Bầu thứ tự", "Bầu tiêu biểu", "Bầu khác")[at]
    return Contest(title, draw(st.integers(1, len(nominees))), tuple(nominees), kind, draw(majorities))


@st.composite
def counted(draw: st.DrawFn, contests: list[Contest], present: list[int], number: int) -> Value:
    returned = draw(st.integers(0, len(present)))
    mode = draw(st.sampled_from(["secret", "hand"]))
    locks = draw(whose_locks()) if mode == "secret" else {}
    invalid = draw(st.integers(0, returned)) if mode == "hand" else 0
    blank = draw(st.integers(0, returned - invalid))
    marking = returned - invalid - blank
    votes = [draw(totals(contest, marking)) for contest in contests]
    return a_round(
        contests, votes, present, number=number, mode=mode, returned=returned, invalid=invalid, blank=blank, **locks
    )


@st.composite
def whose_locks(draw: st.DrawFn) -> Value:
    """At least two of three in time; the third in time, late, refused or never."""
    third = draw(st.sampled_from([1, 2, 3]))
    shares = [number for number in (1, 2, 3) if number != third]
    fate = draw(st.sampled_from(["shares", "late", "refused", ""]))
    told = {"shares": sorted([*shares, *([third] if fate == "shares" else [])]), "late": [], "refused": []}
    codes = [f"mã {place}" for place in range(draw(st.integers(0, 2)))]
    return told | ({fate: [third]} if fate in ("late", "refused") else {}) | {"audited": codes}


@st.composite
def totals(draw: st.DrawFn, contest: Contest, ballots: int) -> list[int]:
    marks = st.sets(st.sampled_from(range(len(contest.nominees))), min_size=1, max_size=contest.seats)
    cast = [draw(marks) for _ in range(ballots)]
    return [sum(at in marked for marked in cast) for at in range(len(contest.nominees))]


@st.composite
def shown_hands(draw: st.DrawFn, subject: str, present: int) -> Value:
    against = draw(st.integers(0, present))
    return hands(subject, against=against, abstain=draw(st.integers(0, present - against)), present=present)


def shown(score: int) -> str:
    whole, _, part = f"{Decimal(score) / 100:,f}".partition(".")
    return (whole.replace(",", ".") + "," + part.rstrip("0")).rstrip(",")


def share(votes: int, base: int) -> str:
    if not base:
        return "–"
    return str((Decimal(votes) * 100 / base).quantize(Decimal("0.1"), ROUND_HALF_UP)).replace(".", ",")


def at(time: str) -> str:
    return f"{time[11:13]} giờ {time[14:16]} phút, ngày 23 tháng 01 năm 2026"


def of_round(value: Value, one: Value) -> list[str]:
    """Everything with a number that the minutes say of a round, in its order."""
    summoned, present = len(value["roster"]), len(one["present"])
    said = [f"Vòng {one['number']}:", *(at(one[name]) for name in ("opened", "closed", "counted") if one[name])]
    said.append(f"triệu tập: {summoned}; có mặt: {present}; vắng: {summoned - present}.")
    said.append(f"phát ra: {one['issued']}; số phiếu thu về: {one['returned']}.")
    if one["mode"] == "secret":
        said += of_locks(value, one)
    for contest in one["contests"]:
        said += of_contest(value, one, contest)
    return said


def of_locks(value: Value, one: Value) -> list[str]:
    said = [f"có {len(value['tellers'])} khóa, cần {value['committee']['threshold']} khóa để mở"]
    for name in ("shares", "late", "refused"):
        said += [f"số {number}" for number in one[name]]
    return [*said, *([f"không đếm: {len(one['audited'])}."] if one["audited"] else [])]


def of_contest(value: Value, one: Value, contest: Value) -> list[str]:
    count, majority = contest["count"], contest["majority"]
    said = [
        f"(số lượng được bầu: {contest['seats']})",
        f"hợp lệ: {count['valid']} (trong đó phiếu trắng: {count['blank']}); số phiếu không hợp lệ: {count['invalid']}",
    ]
    if majority and (majority["part"], majority["whole"]) != (1, 2):
        said.append(f"{majority['part']}/{majority['whole']} số phiếu")
    base = one.get(majority["base"], count["valid"]) if majority else count["valid"]
    scores = {unit["name"]: unit["assessment"]["score"] for unit in value["roster"]}
    for number, (name, votes) in enumerate(zip(contest["nominees"], count["votes"]), 1):
        rank = 1 + sum(other > votes for other in count["votes"])
        said.append(f"{number} {name} {shown(scores[name])} {votes} {share(votes, base)} {rank}")
    return said


def without(section: str, expected: list[str]) -> str:
    """What is left of a section when everything expected was found in it, one after the other."""
    rest, place = [], 0
    for said in expected:
        found = section.find(said, place)
        assert found >= 0, f"{said!r} is not in {section[place:]!r}"
        rest.append(section[place:found])
        place = found + len(said)
    return " ".join([*rest, section[place:]])


law = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a smaller example would take minutes of typesetting to find
)


@law
@given(meetings())
def test_the_rounds_in_the_counting_minutes_have_the_records_numbers_and_no_other(value):
    assert not list(check(value))
    section = between(text(paper("count-minutes", value)), "III. BỎ PHIẾU VÀ KIỂM PHIẾU", "IV. KẾT LUẬN")
    rest = without(section, [said for one in value["rounds"] for said in of_round(value, one)])
    votes = {str(v) for one in value["rounds"] for c in one["contests"] for v in c["count"]["votes"]}
    seats = range(1, max(c["seats"] for one in value["rounds"] for c in one["contests"]) + 1)
    assert set(re.findall(r"cùng được (\d+) phiếu", rest)) <= votes
    assert set(re.findall(r"còn (\d+) chỗ", rest)) <= set(map(str, seats))
    assert set(re.findall(r"\(vòng (\d+)\)", rest)) <= {str(value["rounds"][-1]["number"])}
    assert not re.search(r"\d", re.sub(r"cùng được \d+ phiếu|còn \d+ chỗ|\(vòng \d+\)", "", rest))


@law
@given(
    meetings(), st.sampled_from([("count-minutes", "IV. KẾT LUẬN", "V. NIÊM"), ("report", "II. KẾT QUẢ", "III. ĐƠN")])
)
def test_the_conclusions_have_the_records_votes_and_ranks_and_no_other(value, where):
    name, start, end = where
    section = between(text(paper(name, value)), start, end)
    counting = [one["number"] for one in value["rounds"] if not one["voided"]]
    for result in value["outcome"]:
        stood = [n for n in range(len(counting)) if any(p["votes"][n] is not None for p in result["nominees"])]
        heading = f"(số lượng được bầu: {result['seats']})"
        assert heading in section
        section = section.replace(heading, "", 1)
        for third in (place for place in result["nominees"] if place["elected"] and place["rank"] > 2):
            section = section.replace(f"{third['name']} (xếp thứ {third['rank']})", "", 1)
        for place in result["nominees"]:
            votes = " ".join("–" if place["votes"][n] is None else str(place["votes"][n]) for n in stood)
            line = rf"\d+ {place['name']} {votes} {place['rank'] or '–'}\b"
            assert re.search(line, section), (line, section)
            section = re.sub(line, "", section, count=1)
    known = re.sub(r"Vòng (\d+)", lambda found: "" if int(found[1]) in counting else found[0], section)
    left = {str(result["open_seats"]) for result in value["outcome"]}
    assert set(re.findall(r"còn (\d+) chỗ", known)) <= left
    assert not re.search(r"\d", re.sub(r"còn \d+ chỗ", "", known))


@law
@given(meetings())
def test_the_hand_votes_and_the_roll_call_are_the_records(value):
    said = text(paper("vote-minutes", value))
    members, present = len(value["roster"]), sum(unit["present"] for unit in value["roster"])
    assert f"triệu tập {members}, có mặt {present}, vắng {members - present}." in said
    for number, vote in enumerate(value["hand_votes"], 1):
        numbers = " ".join(str(vote[name]) for name in ("favour", "against", "abstain", "present"))
        assert re.search(rf"{number} (Quy chế bầu|Ban kiểm phiếu) {numbers} (không )?đồng ý", said)
    for absent in (one["name"] for one in value["roster"] if not one["present"]):
        assert absent in between(said, "mất quyền bỏ phiếu:", "4. Ban kiểm phiếu")


@law
@given(meetings())
def test_who_is_elected_and_what_is_open_is_what_the_record_says(value):
    section = between(text(paper("count-minutes", value)), "IV. KẾT LUẬN", "V. NIÊM")
    headings = [f"{result['title']} (số lượng được bầu: {result['seats']})" for result in value["outcome"]]
    for result, heading, following in zip(value["outcome"], headings, [*headings[1:], "$"]):
        own = between(section + " $", heading, following)
        for place in result["nominees"]:
            row = re.search(rf"\d {place['name']} [\d– ]+([^\d]*)", own)[1]
            assert row.startswith("Được bầu") == place["elected"]
            assert row.startswith("Bằng phiếu, chưa quyết định") == place["tied"]
            assert ("qua bầu lại" in row) == (place["elected"] and place["decided_by"] == "runoff")
            assert ("do điểm thi đua cao hơn" in row) == (place["elected"] and place["decided_by"] == "score")
