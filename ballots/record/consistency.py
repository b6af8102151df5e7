"""Checks of what a record says about the meeting, against the ballot box inside it (promises P1, P8, P11, P12)."""

from collections.abc import Iterator

from ballots.ballot_paper import election_description, election_name, question_of, set_mark
from ballots.committee import lock_code, name_committee
from ballots.contest import Contest, make_contests
from ballots.errors import Refused
from ballots.findings import Failure
from ballots.record.document import outcomes
from ballots.record.evidence import Evidence
from ballots.record.results import RESULTS, make_results
from ballots.roster import make_roster


def kiosk(found: Evidence) -> Iterator[Failure]:
    """meeting-kiosk: the record was signed by the kiosk that wrote it."""
    written = found.document["kiosk"]["fingerprint"]
    if written != found.kiosk:
        yield Failure("meeting-kiosk", f"Hồ sơ ghi máy kiểm phiếu có mã nhận dạng {written}, nhưng chữ ký là của "
                      f"máy {found.kiosk}.")


def election(found: Evidence) -> Iterator[Failure]:
    """meeting-election: same election, title, cluster and rehearsal mark (P12) as in the box, and its file's name."""
    meeting, box = found.document["meeting"], found.election
    written = found.document["election"]
    ours = (box.uuid, box.fingerprint, box.name, box.description, found.box, found.document["slips"]["mark"])
    theirs = (written["uuid"], written["fingerprint"], election_name(meeting["title"], meeting["rehearsal"]),
              election_description(meeting["cluster"], meeting["year"], meeting["place"]), f"{box.uuid}.bel",
              set_mark(box.fingerprint))
    if ours != theirs:
        yield Failure("meeting-election", "Hồ sơ hội nghị (mã, tên, cụm, năm, địa điểm, ký hiệu phiếu hoặc dấu diễn "
                      "tập) khác với hòm phiếu.")


def head(found: Evidence) -> Iterator[Failure]:
    """meeting-head (P8)."""
    if found.document["board"]["head"] != found.audit.head:
        yield Failure("meeting-head", "Mã niêm phong ghi trong hồ sơ khác với mã niêm phong của chính hòm phiếu.")


def rules(found: Evidence) -> Iterator[Failure]:
    """meeting-rules: the meeting's own rules again, such as no unit twice on the roster."""
    document = found.document
    try:
        roster = make_roster(document["roster"])
        contests = make_contests(document["contests"])
        tellers = name_committee(document["tellers"], [""] * len(document["tellers"]))
    except Refused as refused:
        yield Failure("meeting-rules", str(refused))
        return
    clean = ([(u.name, u.leader, u.office) for u in roster], list(contests),
             [(t.number, t.name, t.unit) for t in tellers])
    stated = ([(u["name"], u["leader"], u["office"]) for u in document["roster"]], _contests(found),
              [(t["number"], t["name"], t["unit"]) for t in document["tellers"]])
    if clean != stated or len({unit["id"] for unit in document["roster"]}) < len(roster):
        yield Failure("meeting-rules", "Danh sách trong hồ sơ không được ghi đúng cách của máy kiểm phiếu.")


def contests(found: Evidence) -> Iterator[Failure]:
    """meeting-contests: titles, seats and nominees are those on the ballot."""
    if tuple(map(question_of, _contests(found))) != found.election.questions:
        yield Failure("meeting-contests", "Nội dung bầu, số được bầu hoặc danh sách bầu trong hồ sơ khác với lá phiếu.")


def _contests(found: Evidence) -> list[Contest]:
    return [Contest(c["title"], c["seats"], tuple(c["nominees"])) for c in found.document["contests"]]


def tellers(found: Evidence) -> Iterator[Failure]:
    """meeting-tellers: each teller's key is the key of the lock with that number."""
    keys = found.trustees.verification_keys
    stated = [(teller["number"], teller["public_key"], teller["code"]) for teller in found.document["tellers"]]
    if stated != [(number, key, lock_code(key)) for number, key in enumerate(keys, 1)]:
        yield Failure("meeting-tellers", "Khóa của ban kiểm phiếu ghi trong hồ sơ khác với khóa của hòm phiếu.")


def units(found: Evidence) -> Iterator[Failure]:
    """meeting-units, meeting-slips (P1): as many slips as units present, and that many credentials in the box."""
    present = sum(unit["present"] for unit in found.document["roster"])
    issued, credentials = found.document["slips"]["issued"], found.audit.credentials
    if present != credentials:
        yield Failure("meeting-units",
                      f"Điểm danh có {present} đơn vị có mặt, nhưng hòm được lập cho {credentials} phiếu.")
    if issued != credentials:
        yield Failure("meeting-slips", f"Hồ sơ ghi phát ra {issued} phiếu, nhưng hòm được lập cho {credentials} phiếu.")


def returned(found: Evidence) -> Iterator[Failure]:
    """meeting-returned."""
    written, ballots = found.document["slips"]["returned"], found.audit.ballots
    if written != ballots:
        yield Failure("meeting-returned", f"Hồ sơ ghi thu về {written} phiếu, nhưng trong hòm có {ballots} lá phiếu.")


def counted(found: Evidence) -> Iterator[Failure]:
    """record-uncounted: a record is of a finished count."""
    if found.result is None:
        yield Failure("record-uncounted", "Hòm phiếu trong hồ sơ chưa có kết quả đọc được.")


def outcome(found: Evidence) -> Iterator[Failure]:
    """meeting-outcome (P11): totals, ranks, elected and tied are made again from the box's result."""
    if found.document["outcome"] != _derived(found):
        yield Failure("meeting-outcome", "Số phiếu, thứ hạng, được bầu hoặc bằng phiếu ghi trong hồ sơ khác với kết "
                      "quả của hòm phiếu.")


def results(found: Evidence) -> Iterator[Failure]:
    """results-mismatch: the spreadsheet is what it must be, byte for byte."""
    if make_results(_derived(found)) != found.results:
        yield Failure("results-mismatch", f"Bảng {RESULTS} khác với kết quả của hòm phiếu.")


def _derived(found: Evidence) -> list[dict[str, object]]:
    """The outcome as the box alone tells it; a question without a blank vote, which we never write, gets none."""
    asked = found.election.questions
    columns = [column if question.blank else [0, *column] for question, column in zip(asked, found.result)]
    return outcomes([Contest(q.title, q.maximum, q.answers) for q in asked], columns)
