"""The desk's deeds over HTTP: JSON in, the new sequence number out. Thin; the deeds themselves are in `kiosk.deeds`."""

from flask import Blueprint, Response, jsonify

from ballots.errors import Refused
from ballots.stage import Stage
from kiosk import agreements, deeds, joining, locks, rounds, second_officer
from kiosk.counting import hurry, start_counting
from kiosk.hall import Hall, the_hall
from kiosk.incoming import file_of, json_object, rows_of
from kiosk.offload import offload
from kiosk.roster_file import MOST_BYTES, preview_of, read_roster_file

deed = Blueprint("deed", __name__, url_prefix="/desk")


def done(**more: object) -> Response:
    """{"seq": number of the last fact}, with whatever else the page needs."""
    return jsonify(seq=the_hall().meeting.seq, **more)


_EDITED = (
    "Một bàn thư ký khác vừa sửa phần này. Những gì đồng chí gõ vẫn còn nguyên ở đây. Xin mở trang này trong một "
    "cửa sổ khác để xem bản mới; bấm lần nữa thì bản ở đây thay bản ấy."
)
_DECIDED = (
    "Một bàn thư ký khác vừa sửa điều mà hội nghị đang quyết định ở đây. Xin mở trang này trong một cửa sổ khác để xem bản mới "
    "trước đã; bấm lần nữa là ghi quyết định về bản mới ấy."
)
_VOTED_ON = {
    "rules": ("rules_set",),
    "committee": ("committee_named",),
    "list": ("contests_set",),
    "exception": ("roster_set", "rules_set"),
}
_ROUND_WENT_ON = ("round_voided", "runoff_called")


def refuse_unseen(hall: Hall, body: dict, *facts: str, sentence: str = _EDITED) -> None:
    """Refused `changed-elsewhere` where another desk changed the same thing after the page of this one was drawn.

    `seen` in the body is the sequence number that the page shows; without it nothing is asked. `facts`: the names of the
    changes that matter; all, if not said.
    """
    seen = body.get("seen")
    if not isinstance(seen, int):
        return
    unseen = [fact.name for fact in hall.facts if fact.seq > seen]
    if seen > hall.meeting.seq or any(name in unseen for name in facts or unseen):
        raise Refused("changed-elsewhere", sentence)


@deed.post("/meeting")
def meeting():
    hall, body = the_hall(), json_object()
    refuse_unseen(hall, body)
    if body.get("sample") is True:
        deeds.call_sample(hall, body.get("rehearsal") is True)
    else:
        deeds.call_meeting(hall, body)
    return done()


@deed.post("/details")
def details():
    hall, body = the_hall(), json_object()
    refuse_unseen(hall, body, "details_set")
    deeds.set_details(hall, body)
    return done()


@deed.post("/roster")
def roster():
    hall, body = the_hall(), json_object()
    refuse_unseen(hall, body, "roster_set")
    deeds.set_roster(hall, rows_of(body, "units"))
    return done()


@deed.post("/roster/file")
def roster_file():
    """A preview; nothing is saved."""
    file = file_of("file", MOST_BYTES)
    if file is None:
        raise Refused("roster-file-missing", "Chưa chọn tệp danh sách; xin chọn một tệp .xlsx hoặc .csv.")
    sheet = offload(read_roster_file, file.filename or "", file.read())  # it may take seconds
    return jsonify(preview_of(sheet, the_hall().meeting.units))


@deed.post("/contests")
def contests():
    hall, body = the_hall(), json_object()
    refuse_unseen(hall, body, "contests_set")
    deeds.set_contests(hall, rows_of(body, "contests"))
    return done()


@deed.post("/tellers")
def tellers():
    """The answer carries the invitations, which the desk's page shows as QR codes."""
    hall, body = the_hall(), json_object()
    refuse_unseen(hall, body, "committee_named")
    deeds.name_tellers(hall, rows_of(body, "tellers"), body.get("threshold"))
    return done(invites=[{"number": teller.number, "invite": teller.invite} for teller in hall.meeting.tellers])


@deed.post("/ceremony")
def ceremony():
    locks.restart_ceremony(the_hall())
    return done()


@deed.post("/roll-call")
def roll_call():
    body = json_object()
    deeds.mark_unit(the_hall(), body.get("unit"), body.get("present"))
    return done()


@deed.post("/papers")
def papers():
    hall, body = the_hall(), json_object()
    refuse_unseen(hall, body, "papers_set")
    deeds.set_papers(hall, body)
    return done()


@deed.post("/rules")
def rules():
    hall, body = the_hall(), json_object()
    refuse_unseen(hall, body, "rules_set")
    agreements.set_rules(hall, body)
    return done()


@deed.post("/hand-vote")
def hand_vote():
    """The room has voted on what the page shows, so nothing else may be agreed on by it."""
    hall, body = the_hall(), json_object()
    subject = body.get("subject")
    if isinstance(subject, str) and subject in _VOTED_ON:
        refuse_unseen(hall, body, *_VOTED_ON[subject], sentence=_DECIDED)
    agreements.vote_by_hand(hall, subject, body.get("about"), body, body.get("seen"))
    return done()


@deed.post("/reopen")
def reopen():
    body = json_object()
    agreements.reopen(the_hall(), body.get("subject"), body.get("about"), body.get("reason"), body.get("seen"))
    return done()


@deed.post("/adopt")
def adopt():
    hall, body = the_hall(), json_object()
    refuse_unseen(hall, body, *_ROUND_WENT_ON, sentence=_DECIDED)
    agreements.adopt(hall, body, body.get("seen"))
    return done(adopted=the_hall().meeting.stage is Stage.ADOPTED)


@deed.post("/second-officer")
def name_second_officer():
    body = json_object()
    second_officer.name_second_officer(the_hall(), body.get("name"), body.get("code"), body.get("again"))
    return done()


@deed.post("/no-second-officer")
def dismiss_second_officer():
    second_officer.dismiss_second_officer(the_hall(), json_object().get("code"))
    return done()


@deed.post("/seal")
def seal():
    body = json_object()
    deeds.seal(the_hall(), body.get("code"), body.get("seen"))
    return done()


@deed.post("/unseal")
def unseal():
    hall, body = the_hall(), json_object()
    deeds.unseal(hall, body.get("reason"), body.get("seen"))
    return done()


@deed.post("/abandon")
def abandon():
    deeds.abandon(the_hall(), json_object().get("reason"))
    return done()


@deed.post("/network")
def network():
    hall, body = the_hall(), json_object()
    refuse_unseen(hall, body, "network_set")
    joining.set_network(hall, body.get("name"), body.get("password"), body.get("kind"))
    return done()


@deed.post("/address")
def address():
    joining.choose_address(the_hall(), json_object().get("address"))
    return done()


@deed.post("/slips")
def slips():
    """{"sets"}: the public parts of slips whose secrets stay in the desk's page. The answer carries the set's check mark."""
    hall, body = the_hall(), json_object()
    hall.look_around()
    return done(mark=rounds.mint_slips(hall, body.get("sets")))


@deed.post("/next-round")
def next_round():
    rounds.prepare_next_round(the_hall())
    return done()


@deed.post("/open")
def open_voting():
    rounds.open_voting(the_hall())
    return done()


@deed.post("/close")
def close_voting():
    rounds.close_voting(the_hall(), json_object().get("code"))
    return done()


@deed.post("/count")
def count():
    hall = the_hall()
    rounds.begin_count(hall)
    start_counting(hall)
    return done()


@deed.post("/count/hurry")
def hurry_count():
    hurry(the_hall())
    return done()


@deed.post("/void")
def void():
    hall, body = the_hall(), json_object()
    refuse_unseen(hall, body, *_ROUND_WENT_ON, sentence=_DECIDED)
    rounds.void_round(hall, body.get("reason"), body.get("code"))
    return done()


@deed.post("/runoff")
def runoff():
    rounds.call_runoff(the_hall())
    return done()


@deed.post("/hand-count")
def hand_count():
    """{"agreed"}: whether this was the second entry, and the same as the first."""
    hall, body = the_hall(), json_object()
    refuse_unseen(hall, body, "contests_set", *_ROUND_WENT_ON, sentence=_DECIDED)
    return done(agreed=rounds.enter_hand_count(hall, body.get("teller"), body, body.get("seen")))
