"""What lies on either side of every limit that a meeting.json is held to, as changes of one; whether it holds is Python's to
say. For the meeting of `played.on_paper`: round 1 is secret and voided, round 2 on paper, and nothing is adopted."""

from ballots.record.shape import Document
from tests.records import Lie

MARKS = ("standard", "organisation", "registered", "covenant")


def at(*path: str | int, value: object) -> Lie:
    def change(document: Document) -> None:
        place = document
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return change


def each(*path: str | int, values: list[object]) -> list[Lie]:
    return [at(*path, value=value) for value in values]


def all_of(*lies: Lie) -> Lie:
    return lambda document: [lie(document) for lie in lies]


def sheet(unit: int = 3, **said: object) -> Lie:
    return lambda document: document["roster"][unit]["assessment"].update(said)


def paper(contest: int = 2, **said: object) -> Lie:
    """The tellers' entry of the round on paper."""
    return lambda document: document["rounds"][1]["contests"][contest]["count"].update(said)


def listed(contest: int = 2, **said: object) -> Lie:
    """In both rounds, as the list was agreed."""
    return lambda document: [one["contests"][contest].update(said) for one in document["rounds"]]


def hands(vote: int = 0, **said: object) -> Lie:
    return lambda document: document["hand_votes"][vote].update(said)


def silent(document: Document) -> None:
    """No unit has a score sheet: then a name that is no unit's may stand."""
    nothing = dict.fromkeys((*MARKS, "score", "maximum"))
    for unit in document["roster"]:
        unit["assessment"].update(nothing)
    listed(nominees=["Phú Thọ", "Quảng Ninh", "Bắc Ninh", "Một tên khác"])(document)


def longer(*names: str) -> Lie:
    """With district offices of those names below the first unit."""
    def change(document: Document) -> None:
        like = document["roster"][0]
        document["roster"] += [
            {**like, "id": 100 + place, "name": name, "parent": "Phú Thọ", "present": False}
            for place, name in enumerate(names)
        ]

    return change


def renamed(name: str) -> Lie:
    return at("roster", 3, "name", value=name)


TEXTS = ["", " x", "x ", "x  y", "x\u00a0y", "x\u200b", "a\u0301", "x" * 120, "x" * 121, "🗳" * 120, "x" * 300, "x" * 301]
TIMES = ["2026-01-23T23:59", "2026-00-23T23:59", "2026-12-31T00:00", "2026-13-01T00:00", "2026-01-32T00:00"]
TIMES += ["2026-01-00T00:00", "2026-01-01T24:00", "2026-01-01T10:60", "2026-01-01 10:00", "2026-01-01T10:00\n"]
EDGES: list[Lie] = [
    *each("rules", "threshold", values=[-1, 0, 90, 97, 100, 101]),
    *each("rules", "tie", values=["runoff", "score", ""]),
    *each("papers", "issuer", values=TEXTS),
    *each("papers", "chair", "name", values=TEXTS),
    *each("papers", "recipients", values=[[], [""], ["x"] * 20, ["x"] * 21, [" x"]]),
    *each("papers", "deadline", values=["02-31", "12-31", "13-01", "00-01", "01-00", "01-32", "1-1", "01-10\n", ""]),
    *each("roster", 3, "leader", values=TEXTS),
    *each("roster", 3, "parent", values=["Phú Thọ", "phú thọ", "Huế", "Hưng Yên", " "]),
    *each("roster", 3, "id", values=[-5, 0, 1, 9]),
    *map(renamed, [*TEXTS, "PHÚ THỌ", "hưng yên", "Hưng  Yên", "Hưng Yên 2"]),
    longer("Lâm Thao", "Đầm Hà"), longer("Lâm Thao", "lâm thao"), longer("Phú Thọ"),
    longer(*(f"Huyện {n}" for n in range(496))), longer(*(f"Huyện {n}" for n in range(497))),
    all_of(longer("Lâm Thao", "Đầm Hà"), at("roster", 5, "parent", value="Lâm Thao")),
    all_of(longer("Lâm Thao"), lambda d: d["roster"].insert(2, d["roster"].pop())),
    at("roster", value=[]), lambda d: [unit.update(present=False) for unit in d["roster"]],
    *(sheet(**{name: value}) for name in MARKS for value in (True, False, None)),
    *(sheet(**{name: text}) for name in ("note", "excluded", "deferred") for text in TEXTS),
    *(sheet(score=score, maximum=most) for score, most in (
        (0, 1), (27000, 30000), (26999, 30000), (1, 1), (0, 0), (None, 1), (1, None), (None, None), (10**8, 10**8),
        (10**8, 10**8 + 1), (10**8 - 1, 10**8), (123456, 10**8), (-1, 30000), (8999, 10000), (899, 1000), (5, 10**8))),
    *(sheet(self_score=score) for score in (0, 30000, 30001, -1, None)),
    *(sheet(led=years) for years in (
        [1944], [1945], [2100], [2101], [2019, 2019], [2023, 2019], [2019, 2023], [2019, 2021, 2020])),
    silent, all_of(silent, sheet(led=[2019])), all_of(silent, sheet(note="x")), all_of(silent, sheet(covenant=True)),
    *(hands(favour=a, against=b, abstain=c, present=p, carried=a * 2 > p)
      for a, b, c, p in ((2, 1, 0, 3), (2, 2, 0, 4), (0, 0, 0, 0), (4, -1, 0, 3), (3, 0, -1, 2), (3, 1, 0, 3), (1, 1, 0, 3))),
    *(hands(reason=text) for text in TEXTS), *(hands(about=text) for text in TEXTS), *(hands(at=time) for time in TIMES),
    *(hands(2, about=text) for text in ("", "XẾP THỨ NHẤT", "Xếp  thứ nhất", "x" * 300, "x" * 301)),
    *(hands(2, subject=subject) for subject in ("exception", "leader", "deputy", "rules", "adoption", "lunch")),
    all_of(hands(2, subject="leader", about="Phú Thọ"), at("officers", "leader", value="Phú Thọ")),
    *each("deeds", 1, "at", values=TIMES), *each("deeds", 1, "reason", values=TEXTS),
    *(at("deeds", place, "deed", value="ceremony_restarted") for place in (0, 1, 2, 3)),
    *each("tellers", 0, "name", values=TEXTS), *each("tellers", 0, "unit", values=TEXTS),
    *each("tellers", 0, "name", values=["Bà 2", "bà  2"]), *each("tellers", 0, "number", values=[0, 2]),
    all_of(at("tellers", 0, "name", value="Bà 2"), at("tellers", 0, "unit", value="Huế")),
    *each("committee", "threshold", values=[0, 1, 2, 3, 4]), *each("tellers", values=[[]]),
    *each("rounds", 1, "shares", values=[[], [1]]), *each("rounds", 1, "audited", values=[[], ["x"]]),
    *each("rounds", 0, "shares", values=[[], [1], [3]]), *each("rounds", 0, "late", values=[[], [1], [3]]),
    *each("rounds", 0, "refused", values=[[1, 2], [2, 1], [1, 1], [4], [0]]),
    *each("rounds", 1, "issued", values=[2, 3, 4, -1]), *each("rounds", 1, "returned", values=[2, 3, 4, -1]),
    *each("rounds", 1, "present", values=[[1, 2, 3], [1, 2], [3, 2, 1], [1, 2, 2], [1, 2, 3, 4], [1, 2, 9]]),
    *each("rounds", 0, "present", values=[[1, 2, 4], [1, 2, 2], [1, 2, 9]]),
    *(paper(valid=3 - n, invalid=n, votes=[0, 0, 0, 0], invalid_reasons=why)
      for n, why in ((0, ""), (0, "x"), (1, ""), (3, "x"), (4, "x"), (1, " x"), (1, "x" * 300), (1, "x" * 301))),
    *(paper(blank=blank, votes=votes) for blank, votes in (
        (2, [0] * 4), (3, [0] * 4), (0, [2, 2, 0, 0]), (0, [2, 2, 1, 0]), (0, [3, 0, 0, 0]), (1, [1, 1, 0, 0]),
        (1, [2, 0, 0, 0]), (-1, [0] * 4), (0, [-1, 1, 1, 1]), (0, [0, 0, 0, 0]), (0, [1, 1, 0, 0]), (0, [10**6 + 1, 0, 0, 0]))),
    *(paper(0, blank=0, votes=votes) for votes in ([1, 1, 0], [2, 0, 0], [0, 1, 1], [0, 0, 0], [1, 0, 0], [0, 0, 2])),
    *(paper(1, blank=0, votes=votes) for votes in ([1, 1, 0], [2, 0, 0], [0, 1, 1], [0, 0, 0], [1, 0, 0], [0, 2, 0])),
    lambda d: [c.update(count={"valid": 3, "invalid": 0, "invalid_reasons": "", "blank": 0, "votes": [-1] * len(c["nominees"])})
               for c in d["rounds"][0]["contests"]],
    lambda d: [c.update(count={"valid": 3, "invalid": 0, "invalid_reasons": "", "blank": -1, "votes": [0] * len(c["nominees"])})
               for c in d["rounds"][0]["contests"]],
    *(listed(seats=seats) for seats in (0, 1, 3, 4, 5)), *(listed(0, seats=seats) for seats in (0, 2)),
    *(listed(title=text) for text in [*TEXTS, "Xếp thứ nhì", "xếp thứ  nhất"]),
    *(listed(nominees=["Phú Thọ", "Quảng Ninh", "Bắc Ninh", text]) for text in [*TEXTS, "phú thọ", "HƯNG YÊN", "Huế"]),
    *(listed(kind=kind) for kind in ("top_two", "outstanding", "first_place", "second_place", "leader", "deputy", "officers")),
    *(listed(0, kind=kind) for kind in ("second_place", "leader", "other")), listed(1, kind="deputy"), listed(1, kind="other"),
    all_of(listed(0, kind="leader"), listed(1, kind="deputy")),
    all_of(listed(0, kind="leader"), listed(1, kind="deputy"), hands(2, subject="leader", about="Hưng Yên")),
    *(listed(place, nominees=["Phú Thọ", "Bắc Ninh", "Quảng Ninh"]) for place in (0, 1)),
    *(listed(0, majority=None if part is None else {"part": part, "whole": whole, "strict": strict, "base": base})
      for part, whole, strict, base in (
          (None, 0, False, ""), (0, 1, False, "valid"), (1, 1, False, "valid"), (1, 1, True, "valid"),
          (100, 100, False, "issued"), (1, 100, False, "returned"), (1, 101, False, "valid"), (2, 1, False, "valid"), (2, 3, False, "returned"),
          (2, 3, True, "issued"), (1, 2, False, "votes"), (2, 3, False, "issued"), (3, 3, False, "returned"))),
]  # fmt: skip
"""And of `played.scripted`, whose second round is a run-off on the same slips."""
OF_A_RUNOFF: list[Lie] = [
    *each("rounds", 1, "contests", 0, "title", values=["Bầu", ""]), *each("rounds", 1, "contests", 0, "of", values=[0, 1, -1]),
    *each("rounds", 1, "mode", values=["hand", "secret"]), *each("rounds", 1, "voided", values=["x", ""]),
    *each("rounds", 0, "mark", values=["", "AAAA"]), *each("rounds", 1, "mark", values=["", "AAAA"]),
    *each("rounds", 1, "late", values=[[], [1], [2], [3], [2, 3], [3, 2], [4]]),
    *each("rounds", 1, "refused", values=[[], [2], [3], [2, 2]]), *each("rounds", 1, "shares", values=[[], [3, 1], [1, 1, 3]]),
    lambda d: d["rounds"][1].update(mark="", election=None),
    lambda d: d["rounds"][1].update(mode="hand", election=None, mark=""),
    lambda d: d["rounds"].pop(), lambda d: d["rounds"].pop(0), lambda d: d["outcome"].reverse(),
    lambda d: d["adoption"]["flags"].reverse(), lambda d: d["adoption"].update(flags=[]),
    lambda d: d["hand_votes"].append(dict(d["hand_votes"][-1])), *each("adoption", "at", values=TIMES),
    *each("officers", "leader", values=["", "bhxh tỉnh quảng ninh"]), at("rules", "tie", value="score"),
    *each("meeting", "title", values=["", "x"]), *each("meeting", "place", values=["", "x"]),
    *each("meeting", "year", values=[1]),
]  # fmt: skip
