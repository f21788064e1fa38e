"""Figures, words and pages from public tables.

A figure function takes public tables and gives a frozen description; `to_svg` draws it for briefs
and `to_plotly` for the explorer. `table_html`, `figure_html` and `page` set it. Nothing here
computes a measure: it shows, orders and words what the tables hold, and never what they hide.
Naming: a figure function has the name of its table or its question; `_html` gives HTML text.
"""

from povlib.figures.about import About, about
from povlib.figures.district_table import district_table
from povlib.figures.districts import districts
from povlib.figures.funnel import funnel
from povlib.figures.headline import headline_numbers, headline_sentence, lede
from povlib.figures.html import figure_html, table_html
from povlib.figures.marks import Figure, HtmlFigure
from povlib.figures.opening import opening
from povlib.figures.pace import pace
from povlib.figures.page import (
    Brief,
    Opening,
    Part,
    Section,
    from_payload,
    page,
    page_style,
    part,
    to_payload,
)
from povlib.figures.svg import to_svg

__all__ = [
    "About",
    "Brief",
    "Figure",
    "HtmlFigure",
    "Opening",
    "Part",
    "Section",
    "about",
    "district_table",
    "districts",
    "figure_html",
    "from_payload",
    "funnel",
    "headline_numbers",
    "headline_sentence",
    "lede",
    "opening",
    "pace",
    "page",
    "page_style",
    "part",
    "table_html",
    "to_payload",
    "to_svg",
]
