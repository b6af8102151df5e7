"""Meetings in the shape of meeting.json, and verdicts on their records, from a few words."""

import hashlib
import json

from kiosk.council.checking import Checked

KIOSK = "a1b2 c3d4 a1b2 c3d4 a1b2 c3d4 a1b2 c3d4"
UNITS = ("Phú Thọ", "Quảng Ninh", "Bắc Ninh", "Hưng Yên")
FAVOUR = {"favour": 3, "against": 0, "abstain": 0, "present": 3}


def meeting(
    cluster="Cụm thi đua số 5", uuid="FirstRoundUuid1", year=2025, rehearsal=False, units=UNITS, adopted=True, **changes
):
    """A counted meeting: the last of `units` absent, the first two of them elected, the first without dissent."""
    present = len(units) - 1
    flags = [{"unit": units[0], "contest": "Xếp thứ nhất, thứ nhì", "flag": "government"},
             {"unit": units[1], "contest": "Xếp thứ nhất, thứ nhì", "flag": "bhxh"}]  # fmt: skip
    return {
        "format": "hom-phieu/meeting", "version": 2, "software": "test", "kiosk": {"fingerprint": KIOSK},
        "meeting": {"title": "Hội nghị tổng kết", "cluster": cluster, "year": year, "place": "Hạ Long",
                    "rehearsal": rehearsal},
        "papers": {}, "rules": {"tie": "runoff", "threshold": 90},
        "roster": [unit(number, name, present=number <= present) for number, name in enumerate(units, 1)],
        "eligibility": [], "tellers": [], "committee": {"threshold": 1, "code": ""}, "hand_votes": [],
        "rounds": [a_round(uuid, [contest(units, [present, present - 1, 0, 0])], present)],
        "outcome": [{"title": "Xếp thứ nhất, thứ nhì", "kind": "top_two", "seats": 2, "open_seats": 0, "undecided": "",
                     "nominees": [place(name, [votes], rank, rank < 3, score=139_000, maximum=140_000)
                                  for name, votes, rank in zip(units, [present, present - 1, 0, 0], [1, 2, 3, 3])]}],
        "officers": {"leader": units[1], "deputy": units[0]},
        "adoption": {**FAVOUR, "at": "2026-01-23T10:00", "flags": flags} if adopted else None,
        "deeds": [deed("meeting_called", 0), deed("count_completed", 9), *[deed("meeting_adopted", 10)] * adopted],
        **changes,
    }  # fmt: skip


def deed(name, minute):
    return {"deed": name, "at": f"2026-01-23T09:{minute:02}", "reason": ""}


def unit(number, name, present=True, parent=""):
    return {"id": number, "name": name, "leader": "", "office": "", "kind": "", "parent": parent, "present": present}


def a_round(uuid, contests, present, number=1, **changes):
    sealed = {"uuid": uuid, "fingerprint": "f", "head": f"head of {uuid}"} if uuid else None
    return {
        "number": number, "mode": "secret" if uuid else "hand", "runoff": False, "voided": "", "opened": "", "closed": "",
        "counted": "", "election": sealed, "issued": present, "returned": present, "mark": "ABCD", "present": [],
        "contests": contests, **changes,
    }  # fmt: skip


def contest(names, votes, valid=3, of=0, majority=None, title="Xếp thứ nhất, thứ nhì", seats=2):
    return {
        "title": title, "seats": seats, "kind": "top_two", "of": of, "nominees": list(names), "majority": majority,
        "count": {"valid": valid, "invalid": 0, "invalid_reasons": "", "blank": 0, "votes": votes[: len(names)]},
    }  # fmt: skip


def place(name, votes, rank, elected=False, tied=False, score=None, maximum=None, decided_by="votes", parent=""):
    return {"name": name, "parent": parent, "score": score, "maximum": maximum, "votes": votes, "rank": rank,
            "elected": elected, "tied": tied, "decided_by": decided_by}  # fmt: skip


def sound(file, document=None, kiosk=KIOSK, signers=(), **words):
    """The verdict on a sound record of `document`, or of `meeting(**words)`; its bytes are those of its content."""
    document = document or meeting(**words)
    sha256 = hashlib.sha256(json.dumps([document, signers, kiosk]).encode()).hexdigest()
    return Checked(file, sha256, kiosk=kiosk, meeting=document, signers=signers)
