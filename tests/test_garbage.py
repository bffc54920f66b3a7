"""The garbage collector, kept from looking through what is needed until the end."""

import gc
from collections.abc import Iterator

import pytest

from specbook.garbage import looked_for_rarely, pass_by


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    gc.unfreeze()
    usual = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.unfreeze()
    gc.set_threshold(*usual)


@pytest.fixture
def looks() -> Iterator[list[int]]:
    """List the looks of the collector, each by the generation that it is at."""
    seen: list[int] = []

    def note(phase: str, about: dict[str, int]) -> None:
        if phase == "start":
            seen.append(about["generation"])

    gc.callbacks.append(note)
    yield seen
    gc.callbacks.remove(note)


def test_while_much_is_made_nothing_is_looked_at_and_then_not_all_of_it_at_once(looks: list[int]) -> None:
    gc.collect()
    looks.clear()
    with looked_for_rarely():
        made = [[number] for number in range(100_000)]
        assert looks == []
    assert gc.get_threshold() == (700, 10, 10)
    young = {id(one) for one in gc.get_objects(0)} | {id(one) for one in gc.get_objects(1)}
    assert not young & {id(one) for one in made}
    assert len([[number] for number in range(2_000)]) == 2_000
    assert looks
    assert set(looks) == {0}


def test_without_that_it_would_look_again_and_again(looks: list[int]) -> None:
    gc.collect()
    looks.clear()
    assert len([[number] for number in range(100_000)]) == 100_000
    assert len(looks) > 100


def test_what_it_was_let_pass_by_before_stays_out_of_its_sight() -> None:
    pass_by()
    passed = gc.get_freeze_count()
    assert passed > 0
    with looked_for_rarely():
        made = [[number] for number in range(1_000)]
    assert passed * 0.9 < gc.get_freeze_count() <= passed
    assert len(made) == 1_000


def test_what_others_set_meanwhile_is_left() -> None:
    with looked_for_rarely():
        gc.set_threshold(5_000, 5, 5)
    assert gc.get_threshold() == (5_000, 5, 5)
