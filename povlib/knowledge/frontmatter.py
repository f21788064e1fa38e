"""The front matter of a lesson's file: lines as lessons are written, else all that YAML allows."""

import re

import yaml

__all__ = ["read_front_matter"]

# libyaml's reader is eight times as fast; a PyYAML without it reads the same.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Letters and signs that mean nothing to YAML within a text; what begins with a letter is a text
# unless it is one of `_NO_TEXT`.
_SIGNS = r"A-Za-z0-9ก-ฺเ-๛.,()/%+_\-"
_LINE = re.compile(
    r"(?P<key>[a-z][a-z_]{,30}): (?:"
    rf"(?P<plain>[A-Za-zก-ฮเ-ไ](?:[{_SIGNS} ]*[{_SIGNS}])?|[0-9]{{4}}-[0-9]{{2}})"
    rf"|'(?P<quoted>[{_SIGNS}:# ]+)'|(?P<list>\[\])|(?P<mapping>\{{\}})"
    r"|\[(?P<first>0|[1-9][0-9]{,8}), (?P<last>0|[1-9][0-9]{,8})\])"
)
_NO_TEXT = frozenset(str.split("null true false yes no on off"))


def read_front_matter(text: str) -> object:
    r"""Read what stands between the two lines of ---.

    Parameters
    ----------
    text : str

    Returns
    -------
    object
        What YAML says; a mapping where the file is sound.

    Raises
    ------
    yaml.YAMLError
        It is no YAML.

    Examples
    --------
    >>> read_front_matter("id: kr-01\nsource_lines: [1, 30]\ntitle: ออมเงิน\n")
    {'id': 'kr-01', 'source_lines': [1, 30], 'title': 'ออมเงิน'}
    """
    values, rest = _simple_lines(text)
    if values and not rest:
        return values
    # What follows stands for itself where it begins with a key and asks for no other.
    if values and "a" <= rest[0] <= "z" and "<<" not in rest:
        try:
            more = yaml.load(rest, Loader=_LOADER)
        except yaml.YAMLError:
            more = None  # the error is to name the place in the whole text
        if isinstance(more, dict):
            return values | more
    return yaml.load(text, Loader=_LOADER)


def _simple_lines(text: str) -> tuple[dict[str, object], str]:
    """Read the first lines as far as they are a key and a simple value; give what is left too."""
    values: dict[str, object] = {}
    lines = text.lstrip("\n").split("\n")
    for at, line in enumerate(lines):
        found = _LINE.fullmatch(line)
        if found is None or found["key"] in _NO_TEXT or str(found["plain"]).lower() in _NO_TEXT:
            rest = "\n".join(lines[at:])
            return values, rest if rest.strip("\n") else ""
        values[found["key"]] = _value(found)
    return values, ""


def _value(found: re.Match[str]) -> object:
    if text := found["plain"] or found["quoted"]:
        return text
    if found["list"]:
        return []
    return {} if found["mapping"] else [int(found["first"]), int(found["last"])]
