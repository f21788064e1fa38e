import re
import shutil
import subprocess

import pytest

from povlib.cli import making
from tests.reports.running import call_report, write_run

pytestmark = pytest.mark.slow
REPORTS = ["{notebook: 20_target_attainment, level: province}"]


@pytest.fixture
def printed(demo_register, tmp_path):
    if not shutil.which("chromium") or not shutil.which("pdfinfo"):
        pytest.skip("ต้องมี chromium และ poppler-utils")
    run = write_run(tmp_path, demo_register, reports=REPORTS, provinces='["32"]')
    result = call_report(run, "--pdf")
    assert result.exit_code == 0, result.output
    return run, tmp_path / "outputs" / "2557" / "target_attainment" / "32"


def test_a_page_is_printed_on_a4_with_its_words(printed):
    _, folder = printed
    told = subprocess.run(
        ["pdfinfo", folder / "report.pdf"], capture_output=True, text=True, check=True
    ).stdout
    assert "A4" in re.search(r"Page size:.*", told)[0]
    words = subprocess.run(
        ["pdftotext", folder / "report.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "ข้อมูลสมมติ" in words.replace("\u0e4d\u0e32", "\u0e33")


def test_a_report_without_its_pdf_is_made_again_when_one_is_wanted(printed):
    run, folder = printed
    assert "ไม่เปลี่ยน 1 ฉบับ" in call_report(run, "--pdf").output
    assert "ทำแล้ว 1 ฉบับ" in call_report(run).output
    assert not (folder / "report.pdf").exists()


def test_without_chromium_the_command_says_so_and_makes_the_pages(
    demo_register, tmp_path, monkeypatch
):
    monkeypatch.setattr(making, "find_printer", lambda: None)
    run = write_run(tmp_path, demo_register, reports=REPORTS, provinces='["32"]')
    result = call_report(run, "--pdf")
    assert result.exit_code == 0
    assert "ไม่มี chromium" in result.output
