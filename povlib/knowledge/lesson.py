"""The record of one lesson: what a page said, where, and how sure the reading is.

Fields a page does not have are None or empty. `FIELDS` is the order of the exported keys.
"""

from typing import Literal

from pydantic import Field

from povlib.params.model import FrozenModel

__all__ = [
    "DATES",
    "FIELDS",
    "LISTS",
    "PROSE",
    "TEXTS",
    "Credit",
    "Evidence",
    "Lesson",
    "NumberEvidence",
    "Repair",
    "Status",
    "exported",
]

Status = Literal[
    "draft", "reviewed", "verified", "approved", "published", "superseded", "withdrawn"
]

TEXTS = ("title", "owner", "position", "office", "district", "province")
DATES = ("date_recorded", "date_published", "date_event")
PROSE = ("objective", "problem_area")
LISTS = (
    "background",
    "process",
    "cautions",
    "techniques",
    "results",
    "knowledge_assets",
    "core_knowledge",
    "strategy",
    "rules",
    "success_factors",
    "recommendations",
    "problems",
    "km_process",
    "theory",
    "narrative",
    "tags",
)
FIELDS = ("source_file", *TEXTS, *DATES, *PROSE, *LISTS)


class Evidence(FrozenModel):
    """Where a field stands on the page (line numbers) and how sure the reading is (0 to 1)."""

    confidence: float
    lines: list[int]


class Repair(FrozenModel):
    """A repair that is proposed and not done: the words on the page and those meant."""

    field: str
    line: int
    raw: str
    proposed: str
    reason_th: str


class NumberEvidence(FrozenModel):
    """What a number in the text rests on.

    Attributes
    ----------
    field, number : str
        Where it stands, and the number with Arabic digits.
    kind : str
        "stated" (the page says so), "document" (`source` names it) or "computed" (`source` is the
        run that computed it).
    source : str
    """

    field: str
    number: str
    kind: Literal["stated", "document", "computed"]
    source: str = ""


class Credit(FrozenModel):
    """How the owner wants to be named, and since when (ISO day)."""

    owner_credit: Literal["name", "office", "none"]
    consented_on: str


class Lesson(FrozenModel):
    """One lesson.

    Attributes
    ----------
    id : str
        The same page gives the same id.
    status : str
        As the last step left it; the history beside the files decides (`workflow.standing`).
    source_file : str
        Name of the page's file.
    source_lines : list of int
        First and last line on the page.
    title, owner, position, office, district, province : str or None
    date_recorded, date_published, date_event : str or None
        ISO; a month alone as YYYY-MM, a year alone as YYYY (CE).
    objective, problem_area : str or None
    background .. tags : list of str
        One entry a point; sub-points on lines of their own.
    unplaced : list of str
        Text of no field.
    evidence : dict
        `Evidence` by field.
    repairs : list of Repair
    numbers : list of NumberEvidence
        Each number of the text, with what it rests on.
    credit : Credit or None
        None until the owner was asked: nobody is named.
    ethics : dict
        Answers to the questions of `ethics.open_questions`, by their key.
    raw : str
        The record's lines as they stand on the page, numbers of persons hidden.
    """

    id: str
    status: Status = "draft"
    source_file: str
    source_lines: list[int]
    title: str | None = None
    owner: str | None = None
    position: str | None = None
    office: str | None = None
    district: str | None = None
    province: str | None = None
    date_recorded: str | None = None
    date_published: str | None = None
    date_event: str | None = None
    objective: str | None = None
    problem_area: str | None = None
    background: list[str] = Field(default_factory=list)
    process: list[str] = Field(default_factory=list)
    cautions: list[str] = Field(default_factory=list)
    techniques: list[str] = Field(default_factory=list)
    results: list[str] = Field(default_factory=list)
    knowledge_assets: list[str] = Field(default_factory=list)
    core_knowledge: list[str] = Field(default_factory=list)
    strategy: list[str] = Field(default_factory=list)
    rules: list[str] = Field(default_factory=list)
    success_factors: list[str] = Field(default_factory=list)
    recommendations: list[str] = Field(default_factory=list)
    problems: list[str] = Field(default_factory=list)
    km_process: list[str] = Field(default_factory=list)
    theory: list[str] = Field(default_factory=list)
    narrative: list[str] = Field(default_factory=list)
    tags: list[str] = Field(default_factory=list)
    unplaced: list[str] = Field(default_factory=list)
    evidence: dict[str, Evidence] = Field(default_factory=dict)
    repairs: list[Repair] = Field(default_factory=list)
    numbers: list[NumberEvidence] = Field(default_factory=list)
    credit: Credit | None = None
    ethics: dict[str, str] = Field(default_factory=dict)
    raw: str = ""


def exported(lesson: Lesson) -> dict[str, object]:
    """Give a lesson as `povlib lessons export` writes it.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    dict
        The keys of `FIELDS` in that order, then `unplaced`.
    """
    return {key: getattr(lesson, key) for key in (*FIELDS, "unplaced")}
