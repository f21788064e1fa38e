"""The page of a brief: an opening, sections of parts in the order given, and a footer.

A notebook's cells yield `Opening`, `Part` and figures one by one; `to_payload` and `from_payload`
carry them through the executed notebook as plain values, and `page` sets them. Figures are numbered
here, in the order of the page, and two that follow each other stand side by side.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from html import escape
from importlib.resources import files

from jinja2 import Environment, Template

from povlib.disclosure import PublicTable
from povlib.errors import ReportError
from povlib.figures.empty import reason_of
from povlib.figures.html import FIGURE_NUMBER, figure_html, table_html
from povlib.figures.live import live, packed, script_hash
from povlib.figures.marks import Figure, HtmlFigure
from povlib.figures.pagestyle import page_style, style_of
from povlib.figures.words import DEMO_TH, html_text

__all__ = [
    "Brief",
    "Opening",
    "Part",
    "Section",
    "from_payload",
    "opening_html",
    "page",
    "page_style",
    "part",
    "to_payload",
]

_KINDS = ("figure", "side", "wide", "text")
_COLUMN = re.compile(r"data-k=(\w+)")
_QUOTED = re.compile(r'(?<=[\w-])="([^"\s\'`=<>]+)"(?=[ >])')
_UNBROKEN = re.compile(r'<span class="?nb"?>((?:[^<]|<data[^>]*>|</data>)*)</span>')
_LAST_QUOTED = re.compile(r'(?<=[\w-])="([^"\s\'`=<>/]+)"/>')
_HATCH = re.compile(r"<defs><pattern id=\"?hx-.*?</defs>", re.S)
_DETAILS = re.compile(
    r"<details><summary>ตารางข้อมูล(?P<no>(?:<!--no:\w+-->)?)</summary><table class=data"
    r" data-t=(?P<name>\w+)>.*?</details>",
    re.S,
)


@dataclass(frozen=True)
class Opening:
    """The head of a page: masthead, demo strip, addressee, headline, lede, headline numbers.

    Attributes
    ----------
    kind_th, place_th, year_th, until_th : str
        Masthead, left to right.
    headline : str
        Plain text, for index and manifest.
    headline_html, lede_html, numbers_html : str
        HTML made of escaped pieces.
    addressee_th : str
        "" leaves the line out.
    is_demo : bool
    demo_th : str
        What the strip says after ข้อมูลสมมติ.
    picture : str
        File beside the page that stands for it where it is shared; such a page is a document of its
        own and has its headline as title. "" for none.
    """

    kind_th: str
    place_th: str
    year_th: str
    until_th: str
    headline: str
    headline_html: str
    lede_html: str
    numbers_html: str
    addressee_th: str
    is_demo: bool
    demo_th: str = "ตัวเลขทุกตัวในฉบับนี้สร้างขึ้นเพื่อสาธิต ไม่ใช่ผลจริง ห้ามนำไปอ้างอิง"
    picture: str = ""


@dataclass(frozen=True)
class Part:
    """One piece of a section.

    Attributes
    ----------
    kind : str
        "figure" and "side" take half the width, "wide" and "text" all of it.
    name : str
        Of the figure or table, "" for text.
    html : str
    nothing : str
        Why a figure shows nothing, "" for any other part.
    drawn : str
        The figure as an interactive page draws it, packed (see `live`); "" for any other part.
    is_own : bool
        True for an office's own Plotly figure, which has no other drawing.
    """

    kind: str
    name: str
    html: str
    nothing: str = ""
    drawn: str = ""
    is_own: bool = False


@dataclass(frozen=True)
class Section:
    """A section under one question; `breaks` starts a new page in print."""

    title: str
    parts: tuple[Part, ...]
    breaks: bool = False


@dataclass(frozen=True)
class Brief:
    """All that a page shows.

    Attributes
    ----------
    opening : Opening
    sections : tuple of Section
    footer_html : str
    script : str
        One of ours that the page lets run, "" for none.
    is_interactive : bool
        True has every figure drawn in the browser too; an office's own are drawn in any page.
    """

    opening: Opening
    sections: tuple[Section, ...]
    footer_html: str
    script: str = ""
    is_interactive: bool = False


def part(thing: Figure | HtmlFigure | PublicTable | Part) -> Part:
    """Give anything that a cell shows as a part.

    Parameters
    ----------
    thing : Figure, HtmlFigure, PublicTable or Part

    Raises
    ------
    ReportError
        It is none of them.
    """
    if isinstance(thing, Part):
        return thing
    if isinstance(thing, (Figure, HtmlFigure)):
        nothing = reason_of(thing) if isinstance(thing, Figure) else ""
        html = figure_html(thing)
        drawn = packed(thing) if isinstance(thing, Figure) and not nothing else ""
        return Part("figure", thing.name, html, nothing, drawn)
    if isinstance(thing, PublicTable):
        return Part("wide", thing.name, table_html(thing))
    raise ReportError(
        "only figures, public tables and parts can be shown", got=type(thing).__name__
    )


def to_payload(thing: Opening | Part) -> dict[str, object]:
    """Give an opening or a part as plain values, for the outputs of a notebook.

    Parameters
    ----------
    thing : Opening or Part
    """
    return {"is": type(thing).__name__.lower(), **asdict(thing)}


def from_payload(payload: Mapping[str, object]) -> Opening | Part:
    """Read what `to_payload` wrote.

    Parameters
    ----------
    payload : mapping

    Raises
    ------
    ReportError
        It is neither an opening nor a part.

    Examples
    --------
    >>> from_payload(to_payload(Part("text", "", "<p>ก</p>"))).html
    '<p>ก</p>'
    """
    kinds = {"opening": Opening, "part": Part}
    values = {key: value for key, value in payload.items() if key != "is"}
    if payload.get("is") not in kinds:
        raise ReportError("a payload must be an opening or a part", got=payload.get("is"))
    return kinds[payload["is"]](**values)


def opening_html(opening: Opening) -> str:
    """Give the head of a page as HTML: masthead, demo strip, addressee, headline, lede, numbers.

    Parameters
    ----------
    opening : Opening
    """
    places = (opening.place_th, opening.year_th)
    middle = "".join(f"<span>{escape(text)}</span>" for text in places if text)
    demo = f'<p class="demo" role="note"><b>{DEMO_TH}</b> {escape(opening.demo_th)}</p>\n'
    to = f'<p class="to">{escape(opening.addressee_th)}</p>\n'
    return (
        f'<header>\n<p class="mast"><b>{escape(opening.kind_th)}</b>{middle}'
        f'<span class="r">{escape(opening.until_th)}</span></p>\n'
        f"{demo if opening.is_demo else ''}{to if opening.addressee_th else ''}"
        f'<h1>{opening.headline_html}</h1>\n<p class="lede">{opening.lede_html}</p>\n'
        f"{opening.numbers_html}\n</header>"
    )


def page(brief: Brief) -> str:
    """Give the whole page as HTML that needs nothing from outside.

    Parameters
    ----------
    brief : Brief

    Returns
    -------
    str

    Raises
    ------
    ReportError
        A part's kind is unknown, or the script would not be what its hash says.
    """
    chapters = [replace(s, parts=_said_once(s.parts)) for s in brief.sections]
    numbers = _figure_numbers(chapters)
    there = _whole_tables(chapters)
    sections = [
        {
            "title": s.title,
            "breaks": s.breaks,
            "html": _lighter(_numbered(_without_repeats(_parts_html(s.parts), there), numbers)),
        }
        for s in chapters
    ]
    opening = brief.opening
    interactive = live((p for s in chapters for p in s.parts), is_whole=brief.is_interactive)
    head = _lighter(opening_html(opening))
    shown = "".join([head, *(s["html"] for s in sections), brief.footer_html])
    foot = " ".join(t for t in (opening.kind_th, opening.place_th, opening.year_th) if t)
    foot = f"{DEMO_TH} · {foot}" if opening.is_demo else foot
    return _template().render(
        page_title=opening.headline if opening.picture else foot,
        picture=opening.picture,
        foot=_css_text(foot),
        style=style_of(shown, script=brief.script),
        opening_html=head,
        sections=sections,
        footer_html=brief.footer_html,
        script=brief.script,
        live=interactive,
        hashes=(
            *((script_hash(brief.script),) if brief.script else ()),
            *(interactive.hashes if interactive else ()),
        ),
    )


def _template() -> Template:
    text = (files("povlib") / "resources" / "brief.html.j2").read_text(encoding="utf-8")
    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(text)


def _said_once(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Put one sentence in place of figures that all show nothing, for one reason."""
    reasons = {one.nothing for one in parts if one.kind == "figure"}
    if len(reasons) != 1 or "" in reasons:
        return tuple(parts)
    others = [one for one in parts if one.kind != "figure"]
    return (Part("text", "", f'<p class="intro">{html_text(reasons.pop())}</p>'), *others)


def _figure_numbers(sections: Iterable[Section]) -> dict[str, int]:
    names = [p.name for s in sections for p in s.parts if p.kind == "figure"]
    return {name: n for n, name in enumerate(names, start=1)}


def _whole_tables(sections: Iterable[Section]) -> dict[str, tuple[str, frozenset[str]]]:
    """Give the tables that the page shows anyway: name to the section's title and the columns."""
    return {
        p.name: (s.title, frozenset(_COLUMN.findall(p.html)))
        for s in sections
        for p in s.parts
        if p.kind == "wide" and f"id=t-{p.name} " in p.html
    }


def _without_repeats(html: str, there: Mapping[str, tuple[str, frozenset[str]]]) -> str:
    """Point to a table of the page in place of a data table whose columns all stand in it."""

    def pointed(found: re.Match[str]) -> str:
        title, columns = there.get(found["name"], ("", frozenset()))
        if not title or not columns.issuperset(_COLUMN.findall(found[0])):
            return found[0]
        link = f'<a href="#t-{found["name"]}">{escape(title)}</a>'
        return f'<p class="csv at">ตารางข้อมูล{found["no"]} อยู่ที่ {link}</p>'

    return _DETAILS.sub(pointed, html)


def _numbered(html: str, numbers: Mapping[str, int]) -> str:
    """Write รูปที่ n where a figure or a text asks for it; ask for a figure elsewhere: nothing."""
    for name, n in numbers.items():
        safe = escape(name, quote=True)
        html = html.replace(FIGURE_NUMBER.format(safe), f'<span class="fn">รูปที่&nbsp;{n}</span> ')
        html = html.replace(f"<!--no:{safe}-->", f"รูปที่&nbsp;{n}")
        html = html.replace(f"<!--see:{safe}-->", f' <span class="nb">(รูปที่&nbsp;{n})</span>')
    return re.sub(r"<!--(?:fig|no|see):[^>]*-->", "", html)


def _lighter(html: str) -> str:
    """Point to the page's own hatch, and write what returns often in fewer letters."""
    html = _HATCH.sub("", html)
    html = re.sub(r"url\(#hx-\w+\)", "url(#hx)", html)
    html = _UNBROKEN.sub(r"<n-b>\1</n-b>", html)
    return _LAST_QUOTED.sub(r"=\1 />", _QUOTED.sub(r"=\1", html))


def _parts_html(parts: Sequence[Part]) -> str:
    pieces, halves = [], []
    for one in parts:
        if one.kind not in _KINDS:
            raise ReportError("a part's kind must be known", got=one.kind, todo=", ".join(_KINDS))
        if one.kind in ("figure", "side"):
            halves.append(one.html)
            continue
        pieces += _grid(halves)
        halves = []
        pieces.append(one.html)
    return "\n".join([*pieces, *_grid(halves)])


def _grid(halves: list[str]) -> list[str]:
    return [f'<div class="grid">{"".join(halves)}</div>'] if halves else []


def _css_text(text: str) -> str:
    return re.sub(r'["\\<>\n]', " ", text)
