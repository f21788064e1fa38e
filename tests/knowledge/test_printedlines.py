"""Paragraphs of printed pages by the room between lines."""

from povlib.knowledge.printedlines import PrintedLine, with_gaps


def page(*steps):
    heights, at = [], 800.0
    for step in steps:
        at -= step
        heights.append(at)
    return [PrintedLine(f"บรรทัด {n}", height) for n, height in enumerate(heights)]


def texts(lines):
    return [line.text for line in lines]


def test_more_room_than_between_lines_parts_paragraphs():
    lines = page(0, 20, 20, 33, 20)
    assert with_gaps([lines], kept=texts(lines)) == [*texts(lines)[:3], "", *texts(lines)[3:]]


def test_lines_of_one_distance_are_not_parted():
    lines = page(0, 30, 30, 30)
    assert with_gaps([lines], kept=texts(lines)) == texts(lines)


def test_what_is_printed_around_the_text_is_left_out_and_columns_do_not_part():
    lines = page(0, 20, 20, -60, 20)
    assert with_gaps([lines], kept=texts(lines)[1:]) == texts(lines)[1:]


def test_a_few_closer_lines_of_a_long_document_are_not_its_measure():
    lines = page(*[40, 15] * 3, *[40, *[20] * 9] * 30)
    found = with_gaps([lines], kept=texts(lines))
    # Before each of the 30 paragraphs, and around the three pairs that stand closer.
    assert found.count("") == 30 + 2
