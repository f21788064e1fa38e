import pandas as pd
import pytest

from povlib.disclosure import Column, for_officer
from povlib.errors import ReportError
from povlib.reports.country import write_country


def test_an_officers_table_is_refused_in_a_public_folder(tmp_path):
    frame = pd.DataFrame({"area_code": ["TH"]})
    said = {"title_th": "", "source_th": "", "is_demo": True, "audience": "officer"}
    columns = [Column("area_code", "", "", "code")]
    table = for_officer("areas", frame, columns=columns, **said)
    with pytest.raises(ReportError, match="PublicTable"):
        write_country({"areas": table}, folder=tmp_path / "x", audience="public", facts={})
    assert not (tmp_path / "x").exists()


def test_what_was_left_aside_by_a_dead_process_does_not_stay(tmp_path):
    (tmp_path / ".x.new").mkdir()
    (tmp_path / ".x.new" / "half.csv").write_bytes(b"half")
    write_country({}, folder=tmp_path / "x", audience="public", facts={"level": "province"})
    assert {path.name for path in (tmp_path / "x").iterdir()} == {"audience.txt", "manifest.json"}
