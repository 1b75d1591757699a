"""Work on several documents, a step of each in turn."""

from collections.abc import Callable

import pytest

from extractors.steps import Steps, finished, in_step

Log = list[str]


def work(name: str, steps: int, log: Log) -> Steps[str]:
    for step in range(steps):
        log.append(f"{name}{step}")
        yield
    return name.upper()


def failing() -> Steps[str]:
    yield
    raise ValueError("step")


@pytest.fixture
def log() -> Log:
    return []


def stops_after(calls: int) -> Callable[[], None]:
    left = iter(range(calls))

    def check() -> None:
        if next(left, None) is None:
            raise TimeoutError

    return check


def test_every_work_takes_a_step_before_any_takes_its_next(log: Log) -> None:
    in_step([work("a", 2, log), work("b", 2, log)])
    assert log == ["a0", "b0", "a1", "b1"]


def test_works_of_different_lengths_end_each_at_its_own(log: Log) -> None:
    assert in_step([work("a", 3, log), work("b", 0, log), work("c", 1, log)]) == ["A", "B", "C"]
    assert log == ["a0", "c0", "a1", "a2"]


def test_no_work_comes_to_nothing() -> None:
    assert in_step([]) == []


def test_one_work_comes_to_what_it_returns(log: Log) -> None:
    assert finished(work("a", 2, log)) == "A"


def test_what_a_step_raises_ends_all(log: Log) -> None:
    with pytest.raises(ValueError, match="step"):
        in_step([work("a", 9, log), failing()])
    assert log == ["a0", "a1"]


def test_what_the_check_raises_ends_all(log: Log) -> None:
    with pytest.raises(TimeoutError):
        in_step([work("a", 9, log), work("b", 9, log)], check=stops_after(3))
    assert log == ["a0", "b0", "a1"]
