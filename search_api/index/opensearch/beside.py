"""What a search asks of the cluster beside its main request: by threads of its own, a few at a time."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import TypeVar

Given = TypeVar("Given")


class Beside:
    """At most `most` things are done at once, and none waits for its turn."""

    def __init__(self, most: int) -> None:
        self._free = BoundedSemaphore(most)
        self._threads = ThreadPoolExecutor(most, thread_name_prefix="beside")

    def start(self, ask: Callable[[], Given]) -> Future[Given] | None:
        """Begin to ask; None where enough is under way already, or after `close`."""
        if not self._free.acquire(blocking=False):
            return None
        try:
            begun = self._threads.submit(ask)
        except RuntimeError:  # closed, or the process ends
            self._free.release()
            return None
        begun.add_done_callback(lambda _: self._free.release())
        return begun

    def close(self) -> None:
        """Begin nothing any more; what is under way ends by itself."""
        self._threads.shutdown(wait=False)
