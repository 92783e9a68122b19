"""A reaction's progress: nothing counts as done that was not, and nothing done is done again."""

from hypothesis import given
from hypothesis import strategies as st

from kernel.bus.progress import OriginProgress


def test_the_floor_rises_when_the_oldest_is_done() -> None:
    progress = OriginProgress(10, set())
    assert all(progress.take(n) for n in (12, 15, 16))
    progress.finish(15)
    assert progress.floor == 11
    progress.finish(12)
    assert progress.floor == 15
    progress.finish(16)
    assert progress.document() == {"floor": 16, "done": []}


def test_what_was_done_above_the_floor_is_skipped_after_a_restart() -> None:
    progress = OriginProgress(10, {12, 14})
    assert [progress.take(n) for n in (10, 11, 12, 13, 14)] == [False, True, False, True, False]
    progress.finish(11)
    assert progress.floor == 12
    progress.finish(13)
    assert progress.floor == 14


def test_a_done_position_that_was_not_seen_again_yet_does_not_hide_what_lies_before_it() -> None:
    progress = OriginProgress(10, {14})
    progress.take(11)
    progress.finish(11)
    assert progress.floor == 11


@given(
    st.lists(st.integers(1, 60), unique=True, min_size=1).map(sorted),
    st.randoms(use_true_random=False),
    st.integers(0, 60),
)
def test_a_crash_at_any_moment_loses_no_position(positions: list[int], random: object, steps: int) -> None:
    """Take and finish in any order the runner could, stop somewhere, restart, see the rest."""
    progress, handled, taken = OriginProgress(0, set()), [], []
    for position in positions:
        progress.take(position)
        taken.append(position)
        while taken and random.random() < 0.5 and len(handled) < steps:  # type: ignore[attr-defined]
            done = taken.pop(random.randrange(len(taken)))  # type: ignore[attr-defined]
            progress.finish(done)
            handled.append(done)
    stored = progress.document()
    again = OriginProgress(stored["floor"], set(stored["done"]))
    rest = [position for position in positions if position > stored["floor"] and again.take(position)]
    assert sorted(handled + rest) == positions
