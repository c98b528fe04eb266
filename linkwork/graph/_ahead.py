"""The next of many things made while the one before it is used."""

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def ahead(made: Iterator[T]) -> Generator[T]:
    """The same things in the same order, each made in a thread of its own while the one before it is used.

    At most one is there that is not used yet. What making one raises is raised where it would have been given.
    """
    with ThreadPoolExecutor(1) as other:
        coming = other.submit(next, made, None)
        while (one := coming.result()) is not None:
            coming = other.submit(next, made, None)
            yield one
