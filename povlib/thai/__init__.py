"""Thai text, numbers, dates and order, read with care and written well.

Everything here is pure. `read_date` and `parse_number` give a `Reading` (a value, or missing,
invalid or ambiguous with the reason); `parse_date` and `parse_fiscal_year` raise.
"""

from povlib.thai.calendar import (
    BE_OFFSET,
    MONTHS_SHORT_TH,
    MONTHS_TH,
    fiscal_months,
    fiscal_year_be,
    fiscal_year_first_day,
    fiscal_year_last_day,
    format_date_th,
    format_month_th,
    parse_fiscal_year,
)
from povlib.thai.cutting import cut_words
from povlib.thai.dates import parse_date, read_date
from povlib.thai.encodings import decode_text, marked_encoding, unmarked_encoding
from povlib.thai.glyphs import repair_glyphs
from povlib.thai.numbers import parse_number
from povlib.thai.order import sort_key, sorted_th
from povlib.thai.personal import HIDDEN_TH, has_personal, redact, redact_numbers
from povlib.thai.reading import Reading
from povlib.thai.text import (
    clean_text,
    looks_misdecoded,
    order_marks,
    shortened,
    to_arabic_digits,
    to_thai_digits,
)

__all__ = [
    "BE_OFFSET",
    "HIDDEN_TH",
    "MONTHS_SHORT_TH",
    "MONTHS_TH",
    "Reading",
    "clean_text",
    "cut_words",
    "decode_text",
    "fiscal_months",
    "fiscal_year_be",
    "fiscal_year_first_day",
    "fiscal_year_last_day",
    "format_date_th",
    "format_month_th",
    "has_personal",
    "looks_misdecoded",
    "marked_encoding",
    "order_marks",
    "parse_date",
    "parse_fiscal_year",
    "parse_number",
    "read_date",
    "redact",
    "redact_numbers",
    "repair_glyphs",
    "shortened",
    "sort_key",
    "sorted_th",
    "to_arabic_digits",
    "to_thai_digits",
    "unmarked_encoding",
]
