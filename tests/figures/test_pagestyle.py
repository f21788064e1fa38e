"""A page carries the fonts of its own letters and no others."""

import pytest

from povlib.figures.pagestyle import page_style, style_of

DIGITS, LOWER = "U+0E50-0E59", "U+0061-007A"


@pytest.mark.parametrize(
    ("shown", "has_digits", "has_lower"),
    [
        ("<p>ปี 2557 Smile</p>", False, False),
        ("<p>ปี ๒๕๕๗</p>", True, False),
        ("<h1>ทีม Smile</h1>", False, True),
        ("<h3 id=h-funnel>ทีม SMILE</h3>", False, False),
    ],
)
def test_fonts_of_rare_letters_come_only_with_the_letters(shown, has_digits, has_lower):
    style = style_of(shown, script="")
    assert (DIGITS in style, LOWER in style) == (has_digits, has_lower)


def test_rules_of_classes_that_the_page_lacks_stay_out():
    assert ".km-core" in page_style()
    assert ".km-core" not in style_of("<p class=lede>ก</p>", script="")
    assert ".km-core" in style_of('<div class="km km-core">ก</div>', script="")
