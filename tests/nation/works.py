"""Jobs of provinces that end badly, or wait for a hand to end them."""

import os
import signal
import time
from pathlib import Path

from povlib.nation.executors import Crew, each_done
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


def kill_itself_once(question: Question) -> Answer:
    """Kill the process that does one of the provinces at its first try."""
    if _is_first(question):
        os.kill(os.getpid(), signal.SIGKILL)
    return answer(question)


def kill_the_server_once(question: Question) -> Answer:
    """Kill the server that forked the process, at the first try of one of the provinces."""
    if _is_first(question):
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(60)
    return answer(question)


def answers_of(asked: tuple[Question, ...]) -> list[Answer]:
    """Give what processes of this one answer when their server is killed in the middle."""
    found = dict(each_done(asked, work=kill_the_server_once, crew=Crew(jobs=2)))
    return [found[question] for question in asked]


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
    if _is_first(question):
        time.sleep(60)
    return answer(question)


def _is_first(question: Question) -> bool:
    """Tell the first try of the bad province; its process number is then in a file."""
    flag = Path(question.register.parent, "at-work.pid")
    if question.province_code != BAD or flag.exists():
        return False
    flag.write_text(str(os.getpid()))
    return True
