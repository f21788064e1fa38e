"""Thai text as typed: unseen characters, marks in the wrong order, digits, wrong encodings.

NFKC and NFKD are never used: they split SARA AM in two characters.
"""

import re

__all__ = [
    "clean_text",
    "looks_misdecoded",
    "shortened",
    "order_marks",
    "to_arabic_digits",
    "to_thai_digits",
]

_ARABIC = "0123456789"
_THAI = "๐๑๒๓๔๕๖๗๘๙"
_TO_ARABIC = str.maketrans(_THAI, _ARABIC)
_THAI_DIGIT = re.compile(f"[{_THAI}]")
_TO_THAI = str.maketrans(_ARABIC, _THAI)

# Zero-width characters, soft hyphen, direction marks, byte-order mark.
_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_SPACES = re.compile(r"\s+")

_TONES = "\u0e48-\u0e4b"
_SIGNS = (
    (re.compile("เเ"), "แ"),
    # NIKHAHIT and SARA AA, with a tone before, between or not at all: one SARA AM after the tone.
    (re.compile(f"\u0e4d([{_TONES}]?)\u0e32"), "\\1\u0e33"),
    (re.compile(f"([{_TONES}])\u0e4d\u0e32"), "\\1\u0e33"),
    (re.compile(f"\u0e33([{_TONES}])"), "\\1\u0e33"),
    # A vowel above or below stands before the tone or the sign of silence.
    (re.compile(f"([{_TONES}\u0e4c])([\u0e31\u0e34-\u0e39])"), "\\2\\1"),
    # The same mark typed twice looks like one.
    (re.compile("([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\\1+"), "\\1"),
)

# Each alternative names how the text went wrong.
_MISDECODED = re.compile(
    "\ufffd"  # a byte that no character stands for
    "|à[¸¹]"  # UTF-8 read as latin-1 or cp1252
    # UTF-8 read as cp874: the bytes E0 B8 xx and E0 B9 xx, at least twice in a row
    "|(?:เ[ธน][\u0080-\u00a0\u0e01-\u0e1f€…‘’“”•–—]){2}"
    "|เธเ[ธน]"  # the same with the undefined bytes dropped
    # cp874 read as latin-1 or cp1252: no European word has four such letters in a row
    "|[\u00a1-\u00ac\u00ae-\u00fb]{4}|^(?:[\u00a1-\u00ac\u00ae-\u00fb]{2,}[\\s\\d.]*)+$"
)


def clean_text(text: str) -> str:
    """Give the text as it looks: nothing invisible, single spaces, marks in the standard order.

    Parameters
    ----------
    text : str
        One cell or one line. Line breaks become spaces: split first where lines matter.

    Returns
    -------
    str
        Without spaces at the ends; "" for an empty text. Digits stay as they are.

    Examples
    --------
    >>> clean_text("  เเก้จน\u200b \u00a0ที่บ้าน ")
    'แก้จน ที่บ้าน'
    >>> clean_text("น\u0e4d\u0e49าใจ") == "น้ำใจ"
    True
    """
    return order_marks(_SPACES.sub(" ", _INVISIBLE.sub("", text)).strip())


def order_marks(text: str) -> str:
    """Put the marks of Thai letters in the standard order; spaces stay as they are.

    Examples
    --------
    >>> order_marks("น\u0e4d\u0e49าใจ  ที\u0e48\u0e48 ") == "น้ำใจ  ที่ "
    True
    """
    if text.isascii():
        return text
    before, cleaned = "", text
    # One repair may open the way to another; each shortens the text or moves a mark forward.
    while before != cleaned:
        before = cleaned
        for pattern, replacement in _SIGNS:
            cleaned = pattern.sub(replacement, cleaned)
    return cleaned


def shortened(text: str, *, most: int, longest: int) -> str:
    """Give a text whole, or as far as whole phrases of it have room.

    Parameters
    ----------
    text : str
        Phrases are parted by spaces.
    most : int
        Letters.
    longest : int
        Letters that the first phrase alone may have.

    Returns
    -------
    str
        With … where something is left out; "" where not even the first phrase has room.

    Examples
    --------
    >>> shortened("ชวนคุย ทีละบ้าน", most=20, longest=20)
    'ชวนคุย ทีละบ้าน'
    >>> shortened("ชวนคุย ทีละบ้าน", most=8, longest=8)
    'ชวนคุย …'
    """
    if len(text) <= most:
        return text
    kept, letters = [], 0
    for phrase in text.split(" "):
        letters += len(phrase) + 1
        if letters > (most if kept else longest):
            break
        kept.append(phrase)
    return f"{' '.join(kept)} …" if kept else ""


def to_arabic_digits(text: str) -> str:
    """Write Thai digits as Arabic ones; the length stays the same.

    Examples
    --------
    >>> to_arabic_digits("พ.ศ. ๒๕๕๗")
    'พ.ศ. 2557'
    """
    # Looking first is ten times quicker, and few texts have Thai digits.
    return text.translate(_TO_ARABIC) if _THAI_DIGIT.search(text) else text


def to_thai_digits(text: str) -> str:
    """Write Arabic digits as Thai ones; the length stays the same.

    Examples
    --------
    >>> to_thai_digits("พ.ศ. 2557")
    'พ.ศ. ๒๕๕๗'
    """
    return text.translate(_TO_THAI)


def looks_misdecoded(text: str) -> bool:
    """Tell whether a text was read in another encoding than it was written in.

    Finds U+FFFD, cp874 read as latin-1, UTF-8 read as latin-1 and UTF-8 read as cp874. Such a text
    is refused and never repaired: bytes may be lost.

    Examples
    --------
    >>> looks_misdecoded("กรุงเทพ".encode("cp874").decode("latin-1"))
    True
    >>> looks_misdecoded("กรุงเทพ"), looks_misdecoded("café")
    (False, False)
    """
    return _MISDECODED.search(text) is not None
