"""Jobs of provinces that end badly, or wait for a hand to end them."""

import os
import signal
import time
from pathlib import Path

from povlib.nation.jobs import answer
from povlib.nation.model import Answer, Question
from tests.cluster.works import worker_of

BAD = "32"


def kill_itself(question: Question) -> Answer:
    """Kill the process that does one of the provinces."""
    if question.province_code == BAD:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.5)
    return answer(question)


def kill_the_worker(question: Question) -> Answer:
    """Kill the dask worker above the process that does one of the provinces."""
    if question.province_code == BAD:
        worker_of(os.getpid()).kill()
        time.sleep(60)
    return answer(question)


def fail(question: Question) -> Answer:
    """Fail in one of the provinces."""
    if question.province_code == BAD:
        raise ZeroDivisionError("no answer")
    return answer(question)


def wait_once(question: Question) -> Answer:
    """Wait at the first try of one of the provinces, its process number in a file."""
    flag = Path(question.register.parent, "at-work.pid")
    if question.province_code == BAD and not flag.exists():
        flag.write_text(str(os.getpid()))
        time.sleep(60)
    return answer(question)
