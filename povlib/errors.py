"""The error tree: one base class, few children, each named for the situation.

PovError
├── InputError        a file, as given, cannot be used
│   └── AmbiguousSourceError   its headers fit several known shapes
├── ParamsError       a setting is missing, unknown or of the wrong type
├── AreaError         a place cannot be named or found
├── RegisterError     the register refuses, or is damaged
│   └── ConflictError the same key is there already with other content
├── LessonError      a lesson cannot take a step of its way to the public
├── MeasureError      a measure was asked for in a way that has no answer
├── DisclosureError   something would leave the gate that must not
├── ReportError       a report or a run of reports cannot go on
└── ClusterError      other machines cannot be reached, or cannot do what this one can

A bad cell in a file is no exception: it is a row of the issues table.
"""

__all__ = [
    "AmbiguousSourceError",
    "AreaError",
    "ClusterError",
    "ConflictError",
    "DisclosureError",
    "InputError",
    "LessonError",
    "MeasureError",
    "ParamsError",
    "PovError",
    "RegisterError",
    "ReportError",
]


class PovError(Exception):
    """Something that stops the work, said so that the reader can go on.

    Parameters
    ----------
    must : str
        What has to hold, as a full sentence (Thai for planners, English for programmers).
    got : object, optional
        What was found instead; quoted. Never a name, an id or an address of a person.
    where : str, optional
        File, sheet, row, column, or parameter name.
    todo : str, optional
        What to do next; lists the valid or the nearest choices.

    Examples
    --------
    >>> print(PovError("ปีต้องเป็น พ.ศ.", got=2014, where="2557.yml", todo="ใส่ 2557"))
    ปีต้องเป็น พ.ศ. · ได้ 2014 · ที่ 2557.yml · ให้ทำต่อ: ใส่ 2557
    """

    def __init__(
        self, must: str, *, got: object = None, where: str | None = None, todo: str | None = None
    ):
        self.must, self.got, self.where, self.todo = must, got, where, todo
        parts = [must]
        if got is not None:
            parts.append(f"ได้ {got!r}")
        if where is not None:
            parts.append(f"ที่ {where}")
        if todo is not None:
            parts.append(f"ให้ทำต่อ: {todo}")
        super().__init__(" · ".join(parts))


class InputError(PovError):
    """A file, as given, cannot be used."""


class AmbiguousSourceError(InputError):
    """The headers of a file fit several known shapes; the message lists them."""


class ParamsError(PovError):
    """A setting is missing, unknown or of the wrong type; the message names file and key."""


class AreaError(PovError):
    """A place cannot be named or found."""


class RegisterError(PovError):
    """The register refuses a step, or is damaged."""


class ConflictError(RegisterError):
    """The same key is in the register already with other content."""


class LessonError(PovError):
    """A lesson cannot take a step of its way to the public, or does not exist."""


class MeasureError(PovError):
    """A measure was asked for in a way that has no answer."""


class DisclosureError(PovError):
    """Something would leave the gate that must not."""


class ReportError(PovError):
    """A report or a run of reports cannot go on."""


class ClusterError(PovError):
    """Other machines cannot be reached, or cannot do what this one can."""
