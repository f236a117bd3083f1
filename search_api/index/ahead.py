"""Values made ahead in a thread, so that making the next ones goes on while the last are being sent."""

import threading
from collections.abc import Generator, Iterable
from queue import Full, Queue
from typing import TypeVar

Value = TypeVar("Value")

_TICK_SECONDS = 0.1


def ahead(values: Iterable[Value], most: int) -> Generator[Value, None, None]:
    """The same values in the same order, up to `most` of them made before they are asked for.

    An error of their making is raised where the next value would come. A consumer that ends early ends the making.
    """
    made: Queue[Value | BaseException | None] = Queue(most)
    left = threading.Event()
    maker = threading.Thread(target=_make, args=(values, made, left), name="ahead", daemon=True)
    maker.start()
    try:
        while (value := made.get()) is not None:
            if isinstance(value, BaseException):
                raise value
            yield value
    finally:
        left.set()
        maker.join()


def _make(values: Iterable[Value], made: "Queue[Value | BaseException | None]", left: threading.Event) -> None:
    """Make the values, then None; an error goes where a value would."""
    iterator = iter(values)
    try:
        for value in iterator:
            if not _given(value, made, left):
                break
        _given(None, made, left)
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is raised again in the thread that asks
        _given(error, made, left)
    finally:
        close = getattr(iterator, "close", None)
        if close is not None:
            close()


def _given(
    value: Value | BaseException | None, made: "Queue[Value | BaseException | None]", left: threading.Event
) -> bool:
    """Whether the value found room; not when nobody asks any more."""
    while not left.is_set():
        try:
            made.put(value, timeout=_TICK_SECONDS)
        except Full:
            continue
        return True
    return False
