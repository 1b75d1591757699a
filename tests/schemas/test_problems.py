"""What Pydantic finds is told in plain words."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from schemas.problems import told


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Strict(BaseModel, extra="forbid"):
    name: str


@pytest.mark.parametrize(
    ("of", "given", "words"),
    [
        (int, "abc", "expected a whole number"),
        (int, 1.5, "expected a whole number"),
        (float, "abc", "expected a number"),
        (bool, "maybe", "expected true or false"),
        (Annotated[int, Field(ge=1)], 0, "expected 1 or more"),
        (Annotated[float, Field(gt=0)], 0, "expected more than 0"),
        (Annotated[Decimal, Field(le=1)], 3, "expected 1 or less"),
        (Colour, "green", "expected 'red' or 'blue'"),
        (Literal["block", "warn"], "stop", "expected 'block' or 'warn'"),
        (Strict, {}, "expected a value, there is none"),
        (Strict, {"name": "a", "nome": "b"}, "expected no such field"),
        (Strict, [], "expected an object"),
        (tuple[int, ...], {}, "expected a list"),
        (Annotated[str, Field(pattern="^Q[0-9]+$")], "7", "expected something of the form ^Q[0-9]+$"),
        (Annotated[str, Field(min_length=2)], "a", "expected no fewer characters than 2"),
        (str, 1, "expected text"),
    ],
)
def test_a_problem_is_told_by_what_was_expected(of: Any, given: object, words: str) -> None:
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(of).validate_python(given)
    assert told(raised.value.errors()[-1]) == words


def test_words_of_a_validator_stand_alone() -> None:
    def refused(_: str) -> str:
        raise ValueError("expected a currency code, such as {USD}")

    from pydantic import AfterValidator

    with pytest.raises(ValidationError) as raised:
        TypeAdapter(Annotated[str, AfterValidator(refused)]).validate_python("bucks")
    assert told(raised.value.errors()[0]) == "expected a currency code, such as {USD}"


def test_other_problems_are_told_in_the_words_of_the_library() -> None:
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(bytes).validate_python(1)
    assert told(raised.value.errors()[0]) == "Input should be a valid bytes"
