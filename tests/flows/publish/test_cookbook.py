"""`docs/cookbook.md` tells the truth: its questions have its answers, on every engine."""

import pytest

from tests.flows.publish.cookbook import Question, answered, questions
from tests.flows.publish.five import Five
from tests.flows.publish.places import ENGINES


@pytest.fixture(scope="module")
def published(five: Five, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> dict[str, str]:
    """A destination of each engine."""
    folder = tmp_path_factory.mktemp("cookbook")
    new_postgresql = request.getfixturevalue("new_postgresql")
    places = {
        "duckdb": f"duckdb:///{folder}/facts.duckdb",
        "sqlite": f"sqlite:///{folder}/facts.db",
        "postgresql": new_postgresql(),
        "parquet": f"parquet:{folder}/facts",
    }
    for place in places.values():
        five.publish(place)
    return places


def test_there_are_ten_questions_each_with_an_answer() -> None:
    assert len(questions()) == 10
    assert all(question.answer.count("\n") > 2 for question in questions())


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("question", questions(), ids=lambda question: question.title)
def test_question_has_its_answer(question: Question, engine: str, published: dict[str, str]) -> None:
    assert answered(published[engine], question.sql) == question.answer
