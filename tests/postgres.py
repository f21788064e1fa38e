"""A PostgreSQL of the tests' own: an ordinary cluster in a temporary folder, on 127.0.0.1 only."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import psycopg

PASSWORD = "s3cret/w@rd-77"
IN_ADDRESS = "s3cret%2Fw%40rd-77"
_START_SECONDS = 30


@dataclass(frozen=True)
class Server:
    """A server that runs; `reader` may read the database `km` and nothing else."""

    port: int

    @property
    def place(self) -> str:
        """Host, port and database as addresses have them."""
        return f"127.0.0.1:{self.port}/km"

    @property
    def address(self) -> str:
        """With user and password."""
        return f"postgresql://reader:{IN_ADDRESS}@{self.place}"

    def owner(self, database: str = "km") -> "psycopg.Connection":
        """Connect as the one who may do all."""
        # The extra `sql`: without it all other tests run.
        import psycopg

        return psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            dbname=database,
            user="owner",
            password=PASSWORD,
            autocommit=True,
        )


def programs() -> Path | None:
    """Give the folder of `initdb` and `postgres`; None without Debian's postgresql."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((f for f in folders if (f / "initdb").exists()), None)


@contextmanager
def running(bin_folder: Path) -> Iterator[Server]:
    """Make a cluster, start it, and stop it by its id in the end."""
    # Its own folder: pytest's may only be entered by its owner, and root may not run a server.
    home = Path(tempfile.mkdtemp(prefix="povlib-postgres-"))
    user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}
    try:
        (home / "password").write_text(PASSWORD, encoding="utf-8")
        if user:
            for path in (home, home / "password"):
                shutil.chown(path, "postgres", "postgres")
        _make_cluster(bin_folder, home, user)
        with _started(bin_folder, home, user) as port:
            yield Server(port)
    finally:
        shutil.rmtree(home)


def _make_cluster(bin_folder: Path, home: Path, user: dict) -> None:
    command = [bin_folder / "initdb", "-D", home / "data", "-U", "owner", "-E", "UTF8"]
    command += ["--locale=C", "-A", "scram-sha-256", "--pwfile", home / "password", "--no-sync"]
    subprocess.run(command, check=True, capture_output=True, cwd=home, **user)


@contextmanager
def _started(bin_folder: Path, home: Path, user: dict) -> Iterator[int]:
    port = _free_port()
    settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"]
    command = [bin_folder / "postgres", "-D", home / "data", "-p", str(port)]
    command += [word for setting in settings for word in ("-c", setting)]
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=home, **user)
    try:
        _fill(Server(port), home / "log")
        yield port
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(_START_SECONDS)


def _fill(server: Server, log: Path) -> None:
    from psycopg import OperationalError

    end = time.monotonic() + _START_SECONDS
    while True:
        try:
            with server.owner("postgres") as connection:
                connection.execute("CREATE DATABASE km")
            break
        except OperationalError:
            if time.monotonic() > end:
                raise RuntimeError(log.read_text(encoding="utf-8")) from None
            time.sleep(0.05)
    with server.owner() as connection:
        connection.execute(f"CREATE ROLE reader LOGIN PASSWORD '{PASSWORD}'")
        connection.execute("GRANT USAGE ON SCHEMA public TO reader")
        connection.execute(
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO reader"
        )


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
