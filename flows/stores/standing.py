"""What stands in a document when people were heard."""

from sqlalchemy import Connection

from flows.stores import decisions
from flows.stores.policy import Policy
from schemas.decisions import Standing, in_force, stand
from schemas.records import Extraction


def of_document(connection: Connection, extraction: Extraction, text: str, policy: Policy) -> Standing:
    """The records of a document that stand, with the decisions that hold and those that do not any more."""
    said = in_force(decisions.of_source(connection, extraction.document.source), two_people=policy.two_people)
    return stand(extraction.records, said.values(), text)
