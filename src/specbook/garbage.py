"""Python's garbage collector, kept from looking again and again through what a run needs until its end."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Collecting items, or staging pages, makes much that stays and little garbage: a ten-thousandth of the looks will do.
_RARELY = 10_000


@contextmanager
def looked_for_rarely() -> Iterator[None]:
    """Let the collector look rarely, and then as often as before, unless somebody has changed that meanwhile.

    What was made until then counts as old, or the collector would look through all of it at once.
    """
    usual = gc.get_threshold()
    rare = (usual[0] * _RARELY, *usual[1:])
    gc.set_threshold(*rare)
    try:
        yield
    finally:
        if not gc.get_freeze_count():  # else it would look again at what it has been let pass by
            gc.freeze()
            gc.unfreeze()
        if gc.get_threshold() == rare:
            gc.set_threshold(*usual)


def pass_by() -> None:
    """Let the collector pass by what has been made until now, until `gc.unfreeze`."""
    gc.freeze()


def sweep() -> None:
    """Take garbage away, also from what was passed by before, and let the collector pass by all that is left."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
