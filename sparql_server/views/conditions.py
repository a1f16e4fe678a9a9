"""The culture checker's routes."""

from __future__ import annotations

from flask import Blueprint, Response

from sparql_server.views.service import service
from sparql_server.views.wing import answered_by

conditions = Blueprint("conditions", __name__)
METHODS = ["GET", "POST", "OPTIONS"]


@conditions.route("/conditions", methods=METHODS, strict_slashes=False, provide_automatic_options=False)
@conditions.route("/conditions/<path:_what>", methods=["GET", "OPTIONS"], provide_automatic_options=False)
def answer(_what: str = "") -> Response:
    """Judge culture conditions, or list what may be typed in them."""
    return answered_by(service().conditions.answer)
