"""What an interactive page holds: the bundle that fits, packed drawings, a policy by hash."""

import json
import re
import zlib
from base64 import b64decode, b64encode
from hashlib import sha256
from importlib.metadata import version

import pytest
from plotly.offline import get_plotlyjs_version

from povlib import figures
from povlib.errors import ReportError
from povlib.figures import live
from povlib.figures.page import Brief, Part, Section

from .states import STATES, about_of


def page(*, is_interactive: bool, hidden: bool = False) -> str:
    state = "few_hidden" if hidden else "normal"
    t, about = STATES[state](), about_of(state)
    parts = (
        figures.part(figures.pace(t["pace"], t["headline"], about=about)),
        figures.part(figures.funnel(t["funnel"], t["headline"])),
    )
    head = figures.opening(t["headline"], t["districts"], about=about, pace=t["pace"])
    return figures.page(Brief(head, (Section("ก", parts),), "", is_interactive=is_interactive))


def blocks(html: str) -> dict[str, str]:
    found = re.findall(r"<script type=text/plain (?:data-of|id)=([\w-]+)>([^<]+)</script>", html)
    return {name: zlib.decompress(b64decode(text)).decode() for name, text in found}


def test_the_bundle_is_of_the_version_that_the_installed_plotly_draws_with():
    assert f"v{get_plotlyjs_version()}\n" in live.bundle()[:200], version("plotly")
    assert "MIT license" in live.bundle()[:300]


def test_the_bundle_can_be_a_script_of_a_page():
    assert live.script_hash(live.bundle()).startswith("sha256-")
    assert not re.search(r"\beval\(|new Function\(", live.bundle())


def test_a_page_allows_the_two_scripts_by_hash_and_nothing_else():
    html = page(is_interactive=True)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', html)
    (script,) = re.findall(r"<script>(.*?)</script>", html, re.S)
    texts = (script, blocks(html)["live-bundle"])
    hashes = [b64encode(sha256(text.encode()).digest()).decode() for text in texts]
    allowed = " ".join(f"'sha256-{one}'" for one in hashes)
    assert f"script-src {allowed};" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe-eval" not in policy
    assert "blob:" not in policy


def test_a_page_holds_the_drawing_of_each_figure():
    drawings = blocks(page(is_interactive=True))
    assert set(drawings) == {"fig-pace", "fig-funnel", "live-bundle"}
    (drawing,) = json.loads(drawings["fig-pace"])
    assert drawing["layout"]["width"] == 344 + 2 * 8


def test_a_page_that_is_not_interactive_holds_no_script():
    html = page(is_interactive=False)
    assert "<script" not in html
    assert "script-src" not in html
    assert "live" not in html


def test_the_same_page_has_the_same_bytes():
    assert page(is_interactive=True) == page(is_interactive=True)


def test_a_hidden_number_is_in_no_drawing():
    drawings = blocks(page(is_interactive=True, hidden=True))
    (funnel,) = json.loads(drawings["fig-funnel"])
    said = [trace["text"] for trace in funnel["data"] if trace["hoverinfo"] == "text"]
    assert said
    assert not any(re.search(r" 3( |$)", text) for text in said)


def test_a_drawing_that_is_not_packed_is_an_error():
    with pytest.raises(ReportError, match="packed"):
        live.live([Part("figure", "pace", "", drawn="</script><script>")], is_whole=True)
    with pytest.raises(ReportError, match="packed"):
        live.live([Part("figure", 'a" onload="b', "", drawn="AAAA")], is_whole=True)
