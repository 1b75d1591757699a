import pytest

from flows.unforeseen import Caught


@pytest.mark.parametrize("error", [ValueError("a"), MemoryError(), RecursionError()])
def test_any_exception_ends_the_block_and_is_kept(error: Exception) -> None:
    with Caught() as caught:
        raise error
    assert caught.error is error


def test_a_block_that_ends_well_keeps_nothing() -> None:
    with Caught() as caught:
        pass
    assert caught.error is None


@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit])
def test_the_end_of_the_program_goes_on(end: type[BaseException]) -> None:
    with pytest.raises(end), Caught():
        raise end
