"""The tree of an HTML page as lines, as a reader sees them.

Blocks and `<br>` end a line. Points of lists get a marker ("1. ", "1.1 ", "- ") and two spaces for
each level under the first; a point that has a marker of its own keeps only that. Tables are told in
`tablelines`. The tree is walked without recursion: no page is too deep.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from povlib.knowledge.lines import Line, tidy_blanks
from povlib.knowledge.tablelines import Cell, Table, row_lines

if TYPE_CHECKING:
    # Only the hints need it here: who has a tree has it already.
    from selectolax.lexbor import LexborNode

__all__ = ["html_lines"]

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LISTS = frozenset(("ol", "ul", "menu", "dir"))
_CELLS = frozenset(("td", "th"))
_BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
        ),
        *("dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form"),
        *("header", "hgroup", "hr", "legend", "li", "main", "nav", "p", "pre", "section"),
        *("summary", "table", "tbody", "tfoot", "thead", "tr", *_CELLS, *_LISTS, *_HEADINGS),
    )
)
_HEADING_CLASSES = frozenset(("contentheading", "componentheading"))
_NO_HEADING_CLASSES = frozenset(("date-header",))
_BOLD = frozenset(("b", "strong"))
_BOLD_LETTERS = 60
_INDENT = "  "
_SPACES = re.compile(r"[ \t\n\r\f]+")
_BREAKS = re.compile(r"\r\n?|\n")
# Points that were typed: "๑.", "(1)", "1.1", "ก)", "-"; "จ." and "พ.ศ." are no points.
_MARKER = re.compile(
    r"\s*(?:\(?(?:\d{1,2}|[๐-๙]{1,2})(?:[.)]|\.\d)|\(?[ก-ซ]\)|[กขคงฉช]\.\s|[-–—•·*➢►▪■◆✓→]\s?)"
)


@dataclass
class _List:
    prefix: str | None  # None: points without numbers
    number: int = 0


@dataclass
class _Flow:
    """Lines of the page, or of one cell."""

    lines: list[Line] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    marker: str = ""
    headings: int = 0
    is_block: bool = False
    is_bold_lead: bool = False


@dataclass
class _State:
    keeps_spaces: bool
    flows: list[_Flow]
    tables: list[Table] = field(default_factory=list)
    preformatted: int = 0


def html_lines(root: "LexborNode", *, keeps_spaces: bool = False) -> list[Line]:
    """Give the lines of a tree, each with whether it is a heading.

    Parameters
    ----------
    root : selectolax.lexbor.LexborNode
    keeps_spaces : bool, default False
        Spaces and tabs in the text are meant (a word processor wrote them), not the layout of the
        source. Line ends are spaces either way, but in `<pre>`.

    Returns
    -------
    list of (str, bool)
        At most one blank line in a row.

    Examples
    --------
    >>> from selectolax.lexbor import LexborHTMLParser
    >>> tree = LexborHTMLParser("<h2>ก</h2><ol><li>ข<ul><li>ค</ul></ol>")
    >>> html_lines(tree.body)
    [('ก', True), ('1. ข', False), ('  - ค', False)]
    """
    state = _State(keeps_spaces, [_Flow()])
    for node, is_end in _walk(root):
        tag = node.tag
        if tag == "-text":
            _add_text(state, node.text_content or "")
        elif is_end:
            _leave(state, node, tag or "")
        else:
            _enter(state, node, tag or "")
    _end_line(state.flows[0])
    return tidy_blanks(state.flows[0].lines)


def _walk(root: "LexborNode") -> Iterator[tuple["LexborNode", bool]]:
    """Give each node where it begins, and each element also where it ends."""
    stack: list[tuple[LexborNode, bool]] = [(root, False)]
    while stack:
        node, is_end = stack.pop()
        yield node, is_end
        if is_end or node.tag == "-text":
            continue
        stack.append((node, True))
        child = node.last_child
        while child is not None:
            if child.tag != "-comment":
                stack.append((child, False))
            child = child.prev


def _add_text(state: _State, text: str) -> None:
    flow = state.flows[-1]
    if flow.is_bold_lead and text[:1].isspace():
        # What is bold at the beginning of a line and stands apart is a label: a wide gap says so.
        flow.pieces.append(_INDENT)
    flow.is_bold_lead = False
    if state.preformatted:
        first, *others = _BREAKS.split(text)
        flow.pieces.append(first)
        for line in others:
            _end_line(flow, is_break=True)
            flow.pieces.append(line)
    elif state.keeps_spaces:
        flow.pieces.append(_BREAKS.sub(" ", text))
    else:
        collapsed = _SPACES.sub(" ", text)
        if not flow.pieces or flow.pieces[-1].endswith(" "):
            collapsed = collapsed.removeprefix(" ")
        if collapsed:
            flow.pieces.append(collapsed)


def _end_line(flow: _Flow, *, is_break: bool = False) -> None:
    """Close the line under way; an empty one counts only where a break or a space shows it."""
    # A tab at the beginning would say that the line belongs to a cell.
    text = "".join(flow.pieces).rstrip(" \t").lstrip("\t")
    is_shown = is_break or any(flow.pieces)
    flow.pieces = []
    if not text.strip():
        if is_shown:
            flow.lines.append(("", False))
        return
    indent = flow.marker[: len(flow.marker) - len(flow.marker.lstrip())]
    lead = indent if _MARKER.match(text) else flow.marker
    flow.lines.append((lead + text.lstrip(" ") if lead else text, flow.headings > 0))
    flow.marker = _INDENT * len(flow.lists)


def _enter(state: _State, node: "LexborNode", tag: str) -> None:
    flow = state.flows[-1]
    if tag == "br":
        _end_line(flow, is_break=True)
        return
    if tag in _BLOCKS:
        _end_line(flow)
    flow.is_block |= tag in _LISTS or tag == "table"
    if tag in _LISTS:
        flow.lists.append(_List(_prefix(flow) if tag == "ol" else None, _start(node)))
    elif tag == "li":
        flow.marker = _marker(flow, node)
    elif tag == "pre":
        state.preformatted += 1
    elif tag == "table":
        state.tables.append(Table())
    elif tag == "tr" and state.tables:
        state.tables[-1].cells = []
    elif tag in _CELLS:
        state.flows.append(_Flow())
    if _is_heading(node, tag):
        state.flows[-1].headings += 1


def _leave(state: _State, node: "LexborNode", tag: str) -> None:
    flow = state.flows[-1]
    if tag in _BLOCKS:
        # An empty paragraph of a word processor is a blank line; one of HTML shows nothing.
        _end_line(flow, is_break=state.keeps_spaces and tag == "p")
    if _is_heading(node, tag):
        flow.headings -= 1
    if tag in _BOLD:
        flow.is_bold_lead = 0 < len("".join(flow.pieces)) <= _BOLD_LETTERS
    if tag in _LISTS:
        flow.lists.pop()
        flow.marker = _INDENT * len(flow.lists)
    elif tag == "li":
        flow.marker = _INDENT * (len(flow.lists) - 1) if flow.lists else ""
    elif tag == "pre":
        state.preformatted -= 1
    elif tag == "table":
        state.tables.pop()
    elif tag == "tr" and state.tables:
        flow.lines += row_lines(state.tables[-1])
    elif tag in _CELLS:
        _leave_cell(state, node)


def _leave_cell(state: _State, node: "LexborNode") -> None:
    flow = state.flows.pop()
    lines = [line for line in flow.lines if line[0]]
    if state.tables:
        rows = _whole(node, "rowspan", most=100)
        state.tables[-1].cells.append(Cell(lines, rows=rows, is_block=flow.is_block))
    else:
        state.flows[-1].lines += lines


def _is_heading(node: "LexborNode", tag: str) -> bool:
    classes = frozenset((node.attributes.get("class") or "").lower().split())
    if tag in _HEADINGS:
        return not classes & _NO_HEADING_CLASSES
    return tag in _BLOCKS and bool(classes & _HEADING_CLASSES)


def _prefix(flow: _Flow) -> str:
    """Give what stands before the numbers of a new list: the number it lies under."""
    if not flow.lists or flow.lists[-1].prefix is None or not flow.lists[-1].number:
        return ""
    return f"{flow.lists[-1].prefix}{flow.lists[-1].number}."


def _start(node: "LexborNode") -> int:
    return _whole(node, "start", most=10_000) - 1


def _marker(flow: _Flow, node: "LexborNode") -> str:
    if not flow.lists:
        return "- "
    current = flow.lists[-1]
    current.number = _whole(node, "value", most=10_000, otherwise=current.number + 1)
    indent = _INDENT * (len(flow.lists) - 1)
    if current.prefix is None:
        return f"{indent}- "
    return f"{indent}{current.prefix}{current.number}{'' if current.prefix else '.'} "


def _whole(node: "LexborNode", name: str, *, most: int, otherwise: int = 1) -> int:
    value = node.attributes.get(name) or ""
    return min(int(value), most) if re.fullmatch(r"[0-9]{1,9}", value) else otherwise
