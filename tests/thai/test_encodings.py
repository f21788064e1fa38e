import pytest

from povlib.thai import decode_text, looks_misdecoded

TEXT = "ความรู้เรื่องแก้จน\nปี ๒๕๕๗"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp874"]
)
def test_thai_is_read_in_each_encoding_that_offices_use(encoding):
    assert decode_text(TEXT.encode(encoding)) == TEXT


def test_one_broken_byte_does_not_make_utf8_another_encoding():
    damaged = TEXT.encode()[:-1]
    assert decode_text(damaged).startswith("ความรู้เรื่องแก้จน")
    assert looks_misdecoded(decode_text(damaged))


def test_what_a_page_declares_decides_where_the_bytes_allow_both():
    assert decode_text("รก".encode("cp874")) == "á"
    assert decode_text("รก".encode("cp874"), declared="TIS-620") == "รก"


def test_a_wrong_declaration_is_not_believed():
    assert decode_text(TEXT.encode(), declared="windows-874") == TEXT
    assert decode_text(TEXT.encode("cp874"), declared="utf-8") == TEXT
