"""A JupyterLab of its own on 127.0.0.1, and a page of it in chromium, for the tests."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page

REPOSITORY = Path(__file__).parents[2]
_QUIET = {
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    },
}
_SECONDS = 120


@dataclass(frozen=True)
class Seen:
    """What a page did beside showing itself."""

    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def make_office(folder: Path, *, register: Path, province_code: str) -> Path:
    """Lay out a folder as an office has it: the notebook, params and a register."""
    notebooks = folder / "notebooks"
    notebooks.mkdir(parents=True)
    shutil.copytree(REPOSITORY / "params", folder / "params")
    (folder / ".demo").mkdir()
    (folder / ".demo" / "register").symlink_to(register)
    text = (REPOSITORY / "notebooks" / "10_explore.ipynb").read_text(encoding="utf-8")
    chosen = text.replace('province_code = \\"65\\"', f'province_code = \\"{province_code}\\"')
    assert chosen != text
    (notebooks / "10_explore.ipynb").write_text(chosen, encoding="utf-8")
    return folder


@contextmanager
def running_lab(office: Path, *, home: Path) -> Iterator[str]:
    """Start JupyterLab with an empty configuration; give its address."""
    settings = home / "settings"
    settings.mkdir(parents=True)
    (settings / "overrides.json").write_text(json.dumps(_QUIET), encoding="utf-8")
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    with (home / "lab.log").open("w") as log:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
                *("--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0"),
                *("--IdentityProvider.token=", "--LabApp.news_url=None"),
                "--LabApp.extension_manager=readonly",
                f"--LabApp.app_settings_dir={settings}",
                f"--ServerApp.root_dir={office}",
            ],
            env=os.environ | _own_folders(home),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(address)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=30)


@contextmanager
def open_page(
    chromium: Browser, address: str, *, width: int = 1366, height: int = 1400
) -> Iterator[tuple[Page, Seen]]:
    """Open a page in chromium; note its errors and every request that leaves the address."""
    seen = Seen()
    page = chromium.new_page(viewport={"width": width, "height": height})
    page.set_default_timeout(_SECONDS * 1000)
    inside = (address, address.replace("http", "ws"), "data:", "blob:")
    page.on("request", lambda r: None if r.url.startswith(inside) else seen.outside.append(r.url))
    page.on("console", lambda m: seen.errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    try:
        yield page, seen
    finally:
        page.close()


def run_all_cells(page: Page, address: str) -> None:
    """Open the notebook, run it, and wait until both charts are drawn."""
    page.goto(f"{address}/lab/tree/notebooks/10_explore.ipynb")
    page.get_by_text("Python 3 (ipykernel) | Idle").first.wait_for()  # cells sent sooner are lost
    page.click('.lm-MenuBar-itemLabel:text-is("Run")')
    page.click('.lm-Menu-itemLabel:text-is("Run All Cells")')
    page.wait_for_selector("[data-key=poor_households]")
    page.locator(".pov-explorer .js-plotly-plot .bars").nth(1).wait_for()


def _own_folders(home: Path) -> dict[str, str]:
    names = {
        "HOME": "home",
        "IPYTHONDIR": "ipython",
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "user_settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    }
    for name in names.values():
        (home / name).mkdir(exist_ok=True)
    return {key: str(home / name) for key, name in names.items()}


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(address: str) -> None:
    end = time.monotonic() + _SECONDS
    while True:
        try:
            with urlopen(f"{address}/api"):
                return
        except URLError:
            if time.monotonic() > end:
                raise
            time.sleep(0.3)
