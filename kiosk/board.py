"""The board: every tracking code, for anyone to find their own."""

from flask import Blueprint, jsonify, render_template

from kiosk.hall import the_hall

board = Blueprint("board", __name__)


@board.get("/board")
def page():
    return render_template("board/board.html")


@board.get("/board/codes")
def codes():
    """The codes are sorted, so that the list says nothing about who came when. `audited`: of the ballots that were opened
    instead of being cast."""
    hall = the_hall()
    box = hall.box
    return jsonify(
        uuid=box.election.uuid if box else None,
        head=box.board.head if box else None,
        codes=sorted(box.used.values()) if box else [],
        audited=sorted(hall.meeting.audited),
    )
