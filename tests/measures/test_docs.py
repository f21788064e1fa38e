"""The page for planners says what is true: its blocks run and give what stands below them."""

import doctest
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "measures.md"


def test_the_examples_of_the_page_give_what_it_says(monkeypatch):
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert len(blocks) >= 8
    page = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "page", str(PAGE), 0)
    told: list[str] = []
    result = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(
        page, out=told.append
    )
    assert result.failed == 0, "".join(told)
    assert result.attempted > 30


def test_readme_leads_to_the_page():
    assert "(docs/measures.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
