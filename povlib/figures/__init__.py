"""Figures, words and pages from public tables.

A figure function takes public tables and gives a frozen description; `to_svg` draws it for briefs
and `to_plotly` for the explorer. `table_html`, `figure_html` and `page` set it. Nothing here
computes a measure: it shows, orders and words what the tables hold, and never what they hide.
Naming: a figure function has the name of its table or its question; `_html` gives HTML text.
"""

from povlib.figures.about import About, about
from povlib.figures.causes import causes
from povlib.figures.certainty import certainty
from povlib.figures.context import context
from povlib.figures.district_table import district_table
from povlib.figures.districts import districts
from povlib.figures.flows import flows
from povlib.figures.funnel import funnel
from povlib.figures.gap import gap_bins
from povlib.figures.groups import groups
from povlib.figures.handbook import handbook_method, handbook_opening, occupation_cards
from povlib.figures.headline import headline_numbers, headline_sentence, lede
from povlib.figures.html import figure_html, table_html
from povlib.figures.interactive import PLOTLY_CONFIG, to_plotly
from povlib.figures.km import SECTIONS, km_opening, km_section, km_sections
from povlib.figures.lesson_cards import lesson_cards
from povlib.figures.lesson_coverage import lesson_coverage
from povlib.figures.lesson_needs import lesson_fits, lesson_needs
from povlib.figures.lesson_opening import lessons_opening
from povlib.figures.lesson_outcomes import lesson_outcomes, outcomes_read
from povlib.figures.lesson_questions import forum_questions, lessons_method
from povlib.figures.lesson_themes import lesson_themes
from povlib.figures.maps import district_map
from povlib.figures.marks import Figure, HtmlFigure
from povlib.figures.nation_map import area_map, national_map
from povlib.figures.nation_table import province_table
from povlib.figures.occupation_outcomes import occupation_outcomes
from povlib.figures.occupations import occupations
from povlib.figures.opening import district_opening, nation_opening, opening, totals_opening
from povlib.figures.pace import pace
from povlib.figures.page import (
    Brief,
    Opening,
    Part,
    Section,
    from_payload,
    opening_html,
    page,
    page_style,
    part,
    to_payload,
)
from povlib.figures.parts import all_districts, all_provinces, certainty_facts, method, text, todo
from povlib.figures.quality import doors, quality_opening
from povlib.figures.shapes import Shapes, district_shapes, parse_boundaries
from povlib.figures.svg import to_svg
from povlib.figures.tiles import national_tiles
from povlib.figures.totals import area_bars, dimensions

__all__ = [
    "PLOTLY_CONFIG",
    "SECTIONS",
    "About",
    "Brief",
    "Figure",
    "HtmlFigure",
    "Opening",
    "Part",
    "Section",
    "Shapes",
    "about",
    "all_districts",
    "all_provinces",
    "area_bars",
    "area_map",
    "causes",
    "certainty",
    "certainty_facts",
    "context",
    "dimensions",
    "district_map",
    "district_opening",
    "district_shapes",
    "district_table",
    "districts",
    "doors",
    "figure_html",
    "flows",
    "forum_questions",
    "from_payload",
    "funnel",
    "handbook_method",
    "handbook_opening",
    "occupation_cards",
    "occupation_outcomes",
    "occupations",
    "gap_bins",
    "groups",
    "headline_numbers",
    "headline_sentence",
    "km_opening",
    "km_section",
    "km_sections",
    "lede",
    "lesson_cards",
    "lesson_coverage",
    "lesson_fits",
    "lesson_needs",
    "lesson_outcomes",
    "lesson_themes",
    "lessons_method",
    "lessons_opening",
    "method",
    "nation_opening",
    "national_map",
    "national_tiles",
    "opening",
    "opening_html",
    "outcomes_read",
    "pace",
    "page",
    "page_style",
    "parse_boundaries",
    "part",
    "province_table",
    "quality_opening",
    "table_html",
    "text",
    "to_payload",
    "to_plotly",
    "to_svg",
    "todo",
    "totals_opening",
]
