"""The examples of docs/schedule do what docs/scheduler.md says, run as schedulers run them."""

import ast
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest

from povlib.errors import PovError
from povlib.locking import held
from tests.reports.running import ROOT
from tests.reports.small import write_small_run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the examples are for a Linux server"),
]
SCHEDULE = ROOT / "docs" / "schedule"
PLACE = "/srv/povlib"
UNITS = ("povlib-report.service", "povlib-report.timer")
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
IS_FORKED = "import multiprocessing\nassert multiprocessing.parent_process() is not None"
TOKEN = "of-this-test"
SCHEDULER_OPTION = "--Scheduler.execution_manager_class=povlib_scheduler.PovlibExecutionManager"
FAILS = 'assert province_code != "16"'


@dataclass(frozen=True)
class Crontab:
    """What cron reads of a table with one job."""

    settings: dict[str, str]
    times: list[str]
    command: str


def filled(name: str, project: Path) -> str:
    """Read an example with the folder of the project in the place that an office edits."""
    text = (SCHEDULE / name).read_text(encoding="utf-8")
    assert text.count(PLACE) == 1
    return text.replace(PLACE, project.as_posix())


def read_crontab(project: Path) -> Crontab:
    lines = [line for line in filled("crontab.txt", project).splitlines() if line]
    settings = [re.fullmatch(r"(\w+)=(.*)", line) for line in lines if line[0] != "#"]
    (job,) = [line for line in lines if line[0] in "*0123456789"]
    *times, command = job.split(maxsplit=5)
    return Crontab({m[1]: m[2].strip('"') for m in settings if m}, times, command)


def read_unit(name: str, project: Path) -> dict[str, list[str]]:
    """Give the settings of a unit, each a list, for some may be repeated."""
    found: dict[str, list[str]] = {}
    for line in filled(name, project).splitlines():
        if "=" in line and line[0] != "#":
            key, value = line.split("=", maxsplit=1)
            found.setdefault(key, []).append(value)
    return found


def run_as(environment: dict[str, str], *command: str, cwd: Path) -> subprocess.CompletedProcess:
    """Run a command in an environment that holds nothing else."""
    return subprocess.run(
        command, env=environment, cwd=cwd, capture_output=True, encoding="utf-8", check=False
    )


def run_as_cron(project: Path) -> subprocess.CompletedProcess:
    """Run the job as cron does: /bin/sh, a short PATH, the table's settings."""
    table = read_crontab(project)
    poor = {"HOME": str(project.parent), "LOGNAME": "planner", "SHELL": "/bin/sh"}
    environment = poor | {"PATH": "/usr/bin:/bin"} | table.settings
    return run_as(environment, "/bin/sh", "-c", table.command, cwd=project.parent)


def run_as_service(
    project: Path, *, setting: str, first_in_path: str = "/bin", **more: str
) -> subprocess.CompletedProcess:
    """Run a line of the service as systemd does: no shell but the line's own, `$$` for `$`."""
    unit = read_unit(UNITS[0], project)
    environment = dict(
        entry.split("=", maxsplit=1) for line in unit["Environment"] for entry in line.split()
    )
    environment |= {"HOME": str(project.parent), "PATH": f"{first_in_path}:/usr/bin:/bin"} | more
    (line,) = unit[setting]
    words = [word.replace("$$", "$") for word in shlex.split(line)]
    return run_as(environment, *words, cwd=Path(unit["WorkingDirectory"][0]))


def install(python: Path, *packages: str) -> None:
    """Install packages in an environment of the test's own."""
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages]
    subprocess.run(command, check=True, capture_output=True)


def made(project: Path) -> list[str]:
    return sorted(p.parent.name for p in project.glob("outputs/2557/small/*/manifest.json"))


def write_project(folder: Path, register: Path, *cells: str) -> Path:
    """Write a project as an office has it, with one quick notebook."""
    project = folder / "povlib"
    project.mkdir()
    (project / ".venv").symlink_to(sys.prefix)
    shutil.copytree(ROOT / "params", project / "params")
    run = write_small_run(project, register, *cells, outputs="outputs")
    run.replace(project / "params" / "runs" / "2557.yml")
    return project


@pytest.fixture
def project(tmp_path, demo_register) -> Path:
    """A project whose four reports succeed."""
    return write_project(tmp_path, demo_register)


@pytest.fixture
def failing_project(tmp_path, demo_register) -> Path:
    """A project whose report of one province fails."""
    return write_project(tmp_path, demo_register, FAILS)


def test_the_crontab_line_makes_all_reports_and_prints_nothing(project):
    done = run_as_cron(project)
    log = (project / "outputs" / "cron.log").read_text(encoding="utf-8")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), log
    assert made(project) == ["16", "21", "30", "32"]
    assert "ทำแล้ว 4 ฉบับ" in log
    assert "\r" not in log


def test_the_crontab_line_says_by_mail_which_provinces_failed_and_next_time_does_only_those(
    failing_project,
):
    first, second = run_as_cron(failing_project), run_as_cron(failing_project)
    assert first.returncode == second.returncode == 1
    assert "จบด้วยรหัส 1" in first.stdout
    assert "ทำแล้ว 3 ฉบับ ไม่เปลี่ยน 0 ฉบับ ทำไม่ได้ 1 ฉบับ" in first.stdout
    assert "ทำแล้ว 0 ฉบับ ไม่เปลี่ยน 3 ฉบับ ทำไม่ได้ 1 ฉบับ" in second.stdout
    assert re.search(r"small 16$", first.stdout, flags=re.M)
    assert made(failing_project) == ["16", "21", "30", "32"]


def test_the_crontab_line_that_meets_another_run_ends_with_2_and_says_so(project):
    year = project / "outputs" / "2557"
    year.mkdir(parents=True)
    with held(year / ".lock", busy=PovError("busy")):
        done = run_as_cron(project)
    assert done.returncode == 2
    assert "จบด้วยรหัส 2" in done.stdout
    assert made(project) == []


def test_the_crontab_line_says_by_mail_that_the_folder_is_not_there(project):
    command = read_crontab(project).command
    environment = {"PATH": "/usr/bin:/bin", "POVLIB": str(project / "gone")}
    done = run_as(environment, "/bin/sh", "-c", command, cwd=project)
    assert done.returncode != 0
    assert "จบด้วยรหัส" in done.stdout


def test_the_crontab_has_five_times_and_no_percent_sign():
    table = read_crontab(Path("project"))
    assert len(table.times) == 5
    assert "%" not in table.command  # cron would end the command there
    assert "@" in table.settings["MAILTO"]


def test_the_units_pass_the_check_of_systemd(tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("ไม่มีโปรแกรม systemd-analyze (Debian: apt-get install systemd)")
    service, timer = (tmp_path / name for name in UNITS)
    service.write_text(filled(service.name, tmp_path), encoding="utf-8")
    shutil.copy(SCHEDULE / timer.name, timer)
    environment = os.environ | {"XDG_RUNTIME_DIR": str(tmp_path)}
    command = ["systemd-analyze", "verify", "--user", str(service), str(timer)]
    done = run_as(environment, *command, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_service_makes_all_reports(project):
    done = run_as_service(project, setting="ExecStart")
    assert done.returncode == 0, done.stderr
    assert made(project) == ["16", "21", "30", "32"]


def test_the_service_ends_with_1_when_a_province_failed(failing_project):
    assert run_as_service(failing_project, setting="ExecStart").returncode == 1


@pytest.mark.parametrize(("result", "mails"), [("success", False), ("exit-code", True)])
def test_the_service_mails_the_end_of_its_log_only_after_a_failure(tmp_path, result, mails):
    programs = tmp_path / "bin"
    programs.mkdir()
    said = {
        "journalctl": "echo the log",
        "mail": f'echo "$@" >{tmp_path}/mail; cat >>{tmp_path}/mail',
    }
    for name, line in said.items():
        (programs / name).write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    told = {"SERVICE_RESULT": result, "EXIT_STATUS": "1"}
    done = run_as_service(tmp_path, setting="ExecStopPost", first_in_path=str(programs), **told)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "mail").exists() == mails
    if mails:
        mail = (tmp_path / "mail").read_text(encoding="utf-8")
        assert mail == "-s povlib: exit-code 1 planner@example.go.th\nthe log\n"


def test_the_command_of_the_airflow_dag_makes_all_reports(project):
    tree = ast.parse(filled("airflow_dag.py", project))
    (task,) = [
        {part.arg: part.value for part in node.keywords}
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "BashOperator"
    ]
    environment = os.environ | ast.literal_eval(task["env"])
    command = ast.literal_eval(task["bash_command"])
    done = run_as(environment, "/bin/bash", "-c", command, cwd=project)
    assert done.returncode == 0, done.stderr
    assert made(project) == ["16", "21", "30", "32"]


def test_all_schedulers_give_the_same_command():
    texts = [p.read_text(encoding="utf-8") for p in SCHEDULE.iterdir() if p.is_file()]
    found = [
        command
        for text in texts
        for command in re.findall(r"\.venv/bin/povlib .*?--jobs \d+", text)
    ]
    assert len(found) == 3
    assert len(set(found)) == 1


@pytest.fixture(scope="session")
def jupyter_scheduler(tmp_path_factory) -> Path:
    """A Python that has jupyter-scheduler besides the packages of the project."""
    folder = tmp_path_factory.mktemp("jupyter-scheduler")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    (beside,) = folder.glob("lib/python*/site-packages")
    of_project = sysconfig.get_path("purelib")
    # a plain line would not read the .pth of povlib, which is installed editable
    line = f"import site; site.addsitedir({of_project!r})"
    (beside / "project.pth").write_text(line, encoding="utf-8")
    install(python, "jupyter-scheduler==2.12.1")
    return python


@pytest.fixture
def scheduler_url(project, jupyter_scheduler) -> Iterator[str]:
    """A Jupyter server in the project's folder, set as docs/scheduler.md says."""
    shutil.copy(SCHEDULE / "povlib_scheduler.py", project)
    notebook = nbformat.read(project / "notebooks" / "20_small.ipynb", as_version=4)
    notebook.metadata["kernelspec"] = KERNEL
    notebook.cells.insert(2, nbformat.v4.new_code_cell(IS_FORKED))
    nbformat.write(notebook, project / "notebooks" / "20_small.ipynb")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [SCHEDULER_OPTION, f"--ServerApp.port={port}", f"--IdentityProvider.token={TOKEN}"]
    options += ["--no-browser", "--allow-root"]
    environment = {"HOME": str(project.parent), "PATH": "/usr/bin:/bin", "PYTHONPATH": str(project)}
    command = [jupyter_scheduler, "-m", "jupyter_server", *options]
    with (
        (project.parent / "jupyter.log").open("w") as log,
        subprocess.Popen(command, cwd=project, env=environment, stdout=log, stderr=log) as server,
    ):
        yield f"http://127.0.0.1:{port}/scheduler"
        server.terminate()


def ask(url: str, **body: object) -> dict:
    """Post a body as JSON, or get where there is none; wait for the server for 30 s."""
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(url, data=data, headers={"Authorization": f"token {TOKEN}"})
    for _ in range(300):
        try:
            with urllib.request.urlopen(request) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode()) from error
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError("no server")


def finished_job(url: str, **parameters: str) -> dict:
    """Create a job for the quick notebook and give its state at its end."""
    job = ask(
        f"{url}/jobs",
        name="small",
        input_uri="notebooks/20_small.ipynb",
        runtime_environment_name=ask(f"{url}/runtime_environments")[0]["name"],
        output_formats=["ipynb", "html"],
        parameters=parameters,
    )["job_id"]
    for _ in range(300):
        state = ask(f"{url}/jobs/{job}")
        if state["status"] in {"COMPLETED", "FAILED"}:
            return state
        time.sleep(0.2)
    raise AssertionError(state)


@pytest.mark.outside
def test_jupyter_scheduler_runs_a_notebook_in_a_forked_child(scheduler_url, project):
    state = finished_job(scheduler_url, province_code='"24"')
    assert state["status"] == "COMPLETED", state
    (page,) = project.parent.glob(".local/share/jupyter/scheduler_staging_area/*/*.html")
    assert "รายงานของ 24" in page.read_text(encoding="utf-8")


@pytest.mark.outside
def test_jupyter_scheduler_refuses_a_code_that_lost_its_quotes(scheduler_url):
    state = finished_job(scheduler_url, province_code="24")
    assert state["status"] == "FAILED"
    assert "province_code" in state["status_message"]


@pytest.mark.outside
def test_airflow_runs_the_dag_once(project, tmp_path):
    python = tmp_path / "airflow" / "bin" / "python"
    venv.create(tmp_path / "airflow", with_pip=True)
    install(python, "apache-airflow==3.3.2", "apache-airflow-providers-standard==1.21.0")
    dags = tmp_path / "home" / "dags"
    dags.mkdir(parents=True)
    (dags / "airflow_dag.py").write_text(filled("airflow_dag.py", project), encoding="utf-8")
    environment = os.environ | {
        "AIRFLOW_HOME": str(tmp_path / "home"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    }
    for words in (["db", "migrate"], ["dags", "test", "povlib_report"]):
        done = run_as(environment, str(python), "-m", "airflow", *words, cwd=tmp_path)
        assert done.returncode == 0, done.stderr[-2000:]
    assert "state=success" in done.stdout + done.stderr
    assert made(project) == ["16", "21", "30", "32"]
