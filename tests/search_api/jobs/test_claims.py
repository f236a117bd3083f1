"""Claims: one holder at a time among threads and processes; the kernel frees what a killed one held."""

import subprocess
import sys
import threading
import time
from pathlib import Path

from search_api.jobs.claims import Claims

HOLD = """
import sys, time
from pathlib import Path
from search_api.jobs.claims import Claims
with Claims(Path(sys.argv[1])).hold("a"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_threads_take_turns(tmp_path: Path) -> None:
    claims, inside, most = Claims(tmp_path), [0], [0]

    def work() -> None:
        for _ in range(20):
            with claims.hold("a"):
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                time.sleep(0.001)
                inside[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


def test_other_names_do_not_wait(tmp_path: Path) -> None:
    claims = Claims(tmp_path)
    with claims.hold("a"), claims.hold("b"):
        assert {path.name for path in tmp_path.iterdir()} == {"a.lock", "b.lock"}


def test_a_killed_holder_lets_go(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        taken = threading.Event()

        def take() -> None:
            with Claims(tmp_path).hold("a"):
                taken.set()

        waiting = threading.Thread(target=take)
        waiting.start()
        assert not taken.wait(0.3)
        holder.kill()
        assert taken.wait(30)
        waiting.join()
