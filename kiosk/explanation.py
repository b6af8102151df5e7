"""The explanation: one page for leaders, why nobody reads their ballot. It needs nothing of the meeting, and no script."""

from flask import Blueprint, render_template

explanation = Blueprint("explanation", __name__)


@explanation.get("/vi-sao")
def page():
    return render_template("explanation.html")
