"""The reasoner's route."""

from __future__ import annotations

from flask import Blueprint, Response

from sparql_server.views.service import service
from sparql_server.views.wing import answered_by

reason = Blueprint("reason", __name__)


@reason.route("/reason/<path:_question>", methods=["GET", "POST", "OPTIONS"], provide_automatic_options=False)
def answer(_question: str) -> Response:
    """Answer a question about the ontology that is served."""
    return answered_by(service().reasoning.answer)
