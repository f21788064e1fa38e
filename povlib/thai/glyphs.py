"""Thai text as PDF files give it: glyphs of old fonts, marks that lost their letter.

Only what a font or a page setter does is undone. A SARA AM that was lost without a trace
("สานักงาน") stays as it is: which word was meant is not for a font's table to say.
"""

import re

from povlib.thai.text import order_marks

__all__ = ["repair_glyphs"]

# Marks that old Thai fonts keep at private code points, moved left or down for tall letters.
_TONES = "\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
_GLYPHS = (
    "\u0e10\u0e34\u0e35\u0e36\u0e37"  # U+F700: THO THAN without its foot, vowels above
    + _TONES  # U+F705: low and left
    + _TONES  # U+F70A: low
    + "\u0e0d\u0e31\u0e4d\u0e47"  # U+F70F: YO YING without its foot
    + _TONES  # U+F713: left
    + "\u0e38\u0e39\u0e3a"  # U+F718: vowels below, lowered
)
_PRIVATE = {0xF700 + n: mark for n, mark in enumerate(_GLYPHS)}
# Points of lists, as the symbol fonts of word processors keep them.
_POINTS = (0xF0B7, 0xF0A7, 0xF0D8, 0xF0FC, 0xF076, 0xF0A8, 0xF06C, 0xF06E, 0xF0C4, 0xF0B2)
_PRIVATE |= dict.fromkeys(_POINTS, "•") | {0xF0E0: "→", 0xF0E8: "→", 0xF020: " "}

_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_LETTER = "ก-ฮ"
_REPAIRS = (
    # A mark stands on a letter: what parts them is the setter's.
    (re.compile(f"(?<=[{_LETTER}{_MARKS}])[ \u00a0]{{1,2}}(?=[{_MARKS}\u0e33])"), ""),
    (re.compile("\u0e4d([\u0e48-\u0e4b]?)[ \u00a0]{1,2}(?=\u0e32)"), "\u0e4d\\1"),
    # Both halves of SARA AM, the second already whole.
    (re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e33"), "\\1\u0e33"),
    # "จ านวน": no word begins with SARA AA, the space is a glyph that the font does not name.
    (
        re.compile(f"(?<=[{_LETTER}])([\u0e48-\u0e4b]?) \u0e32(?=[{_LETTER}เ-ไๆ]|\\W|$)"),
        "\\1\u0e33",
    ),
    # A full stop that another font drew.
    (re.compile("(?<=[ก-๎]) \\.(?=\\D|$)"), "."),
    (re.compile(f"(?<![ก-๎])([{_LETTER}]\\.) (?=[{_LETTER}]\\.)"), "\\1"),
)
# Letters set apart for looks: here a space says nothing.
_SPREAD = re.compile(f"(?:(?<![ก-๎])[{_LETTER}\u0e30\u0e32] ){{3}}")


def repair_glyphs(text: str) -> str:
    """Give a line of a PDF with its Thai marks where they belong.

    Parameters
    ----------
    text : str
        One line; spaces between words stay as they are.

    Examples
    --------
    >>> repair_glyphs("น้ํา ทํ างาน เก\uf70bาอี\uf70a จ านวน")
    'น้ำ ทำงาน เก้าอี่ จำนวน'
    """
    plain = text.translate(_PRIVATE)
    if not _SPREAD.search(plain):
        for pattern, replacement in _REPAIRS:
            plain = pattern.sub(replacement, plain)
    return order_marks(plain)
