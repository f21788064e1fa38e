"""The opening of an attainment brief, made of its tables."""

import re

from povlib.disclosure import PublicTable
from povlib.figures import words
from povlib.figures.about import About
from povlib.figures.cells import read_rows, text_of
from povlib.figures.headline import headline_numbers, headline_sentence, lede
from povlib.figures.page import Opening, opening_html

__all__ = ["headline_html", "opening", "opening_html"]


def opening(
    headline: PublicTable,
    districts: PublicTable,
    *,
    about: About,
    pace: PublicTable | None = None,
    kind_th: str = "รายงานผลตามเป้าหมาย",
) -> Opening:
    """Give the opening of a province's brief.

    Parameters
    ----------
    headline, districts : PublicTable
    about : About
    pace : PublicTable, optional
    kind_th : str
    """
    sentence = headline_sentence(headline, about=about, pace=pace)
    names = [text_of(row, "area_th") for row in read_rows(districts)]
    return Opening(
        kind_th=kind_th,
        place_th=f"จังหวัด{about.area_th}",
        year_th=f"ปีงบประมาณ {about.fiscal_year_be}",
        until_th=f"ข้อมูลถึง {words.day(about.as_of)}",
        headline=sentence,
        headline_html=headline_html(sentence, place=about.area_th),
        lede_html=words.html_text(lede(headline, districts, about=about), names=names),
        numbers_html=headline_numbers(headline, about=about, pace=pace),
        addressee_th=f"เรียน ผู้ว่าราชการจังหวัด{about.area_th}",
        is_demo=about.is_demo,
    )


def headline_html(sentence: str, *, place: str) -> str:
    """Give a headline with each phrase held together, so that a line ends between phrases.

    Parameters
    ----------
    sentence : str
        Phrases are parted by spaces, and by the place's name at the start.
    place : str

    Examples
    --------
    >>> headline_html("ฉะเชิงเทราช้ากว่าแผน", place="ฉะเชิงเทรา")
    '<span class="nb">ฉะเชิงเทรา</span><span class="nb">ช้ากว่าแผน</span>'
    """
    phrases = []
    for phrase in sentence.split(" "):
        pieces = [p for p in re.split(f"({re.escape(place)})", phrase) if p]
        phrases.append("".join(words.nb(p) if len(p) <= 30 else words.html_text(p) for p in pieces))
    return " ".join(phrases)
