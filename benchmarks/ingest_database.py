"""The same dirty households from a CSV file and from a query of PostgreSQL.

Makes the file of `ingest_province`, copies it into a PostgreSQL of its own (127.0.0.1, a temporary
folder, ended afterwards; Debian: apt-get install postgresql), and takes both into registers, each
by the whole command in a process of its own: processor, wall time and peak memory. The units of
both registers must have the same checksums, and the issues must be the same.
Run: PYTHONPATH=. python benchmarks/ingest_database.py --rows 1000000
"""

import argparse
import csv
import os
import tempfile
from pathlib import Path

import pandas as pd
from ingest_province import make_file, run_command
from planted import ENCODING

from povlib import data
from tests.postgres import PASSWORD, Server, programs, running


def fill(server: Server, path: Path) -> str:
    """Copy the file's rows into a table, every column as text; give the query for them in order."""
    with path.open(encoding=ENCODING, newline="") as file:
        header, *rows = csv.reader(file)
    columns = ", ".join(f'"{name}" text' for name in header)
    with server.owner() as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE homes (line bigint PRIMARY KEY, {columns})")
        with cursor.copy("COPY homes FROM STDIN") as copy:
            for line, row in enumerate(rows):
                copy.write_row([line, *row])
    names = ", ".join(f'"{name}"' for name in header)
    return f"SELECT {names} FROM homes ORDER BY line"


def units_of(register: Path) -> list[tuple]:
    return [(unit.key, unit.rows, unit.sha256) for unit in data.read_manifest(register).units]


def issues_of(register: Path) -> pd.DataFrame:
    (file,) = register.glob("rejects/*/issues.parquet")
    return pd.read_parquet(file).drop(columns="file")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--faults-each", type=int, default=60)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, running(programs()) as server:
        path = Path(folder) / "province.csv"
        make_file(path, rows=given.rows, faults_each=given.faults_each, seed=1)
        query = fill(server, path)
        os.environ["PGPASSWORD"] = PASSWORD
        registers = [Path(folder) / name for name in ("of_file", "of_query")]
        print("file:", run_command(path, register=registers[0]))
        address = f"postgresql://reader@{server.place}"
        print("query:", run_command(address, register=registers[1], more=["--query", query]))
        print("same units:", units_of(registers[0]) == units_of(registers[1]))
        print("same issues:", issues_of(registers[0]).equals(issues_of(registers[1])))


if __name__ == "__main__":
    main()
