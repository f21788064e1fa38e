"""Thai texts cut into words, for lines that end between words and for words that lines cut."""

from collections.abc import Callable
from functools import cache

from povlib.thai.wordlists import words_file

__all__ = ["cut_words"]


def cut_words(text: str) -> list[str]:
    """Cut a text into words, spaces and signs.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of str
        Together they are the text.

    Examples
    --------
    >>> cut_words("เพาะเห็ดหลังนา 2 ไร่")
    ['เพาะ', 'เห็ด', 'หลัง', 'นา', ' ', '2', ' ', 'ไร่']
    """
    segment, dictionary = _engine()
    return segment(text, dictionary)


@cache
def _engine() -> tuple[Callable[..., list[str]], str]:
    """Have nlpo3 read PyThaiNLP's words (70 ms), which it keeps by a name."""
    # Imported here: few runs draw text or join lines.
    from nlpo3 import load_dict, segment

    name = "words_th"
    load_dict(str(words_file()), name)
    return segment, name
