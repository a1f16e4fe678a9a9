"""The culture checker's routes for programs, beside ``/conditions`` itself, which people read as a page."""

from __future__ import annotations

from flask import Blueprint, Response

from sparql_server.views.service import service
from sparql_server.views.wing import answered_by

checker = Blueprint("checker", __name__)


@checker.route("/conditions/<path:_what>", methods=["GET", "OPTIONS"], provide_automatic_options=False)
def answer(_what: str = "") -> Response:
    """Judge culture conditions, or list what may be typed in them."""
    return answered_by(service().conditions.answer)
