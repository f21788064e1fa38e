"""Settings, read once into frozen values and then passed on as arguments.

`read_policy` reads numbers decided by people, each dated and with its source; `read_regions` the
groups of provinces; `read_dimensions` which BMN indicators make a dimension; `read_run` one
scheduled run; `read_sources` the known shapes of input files; `read_lesson_profile` the words that
tell what lessons are about, `read_occupations` the occupations. Other files are read by `read_yaml`
with their model: `LessonLabels` (the labels of KM pages), `LessonRepairs`, `LessonEthics`,
`LessonTerms` (the words they are searched by).
An unknown key, a missing key or a wrong type is a `ParamsError` that names file and key.
"""

from povlib.params.dimensions import Dimensions, Preset, read_dimensions
from povlib.params.lesson_profile import (
    FailureWords,
    LessonProfile,
    Occupation,
    ProfileWords,
    Theme,
    WordSet,
    read_lesson_profile,
    read_occupations,
)
from povlib.params.lessons import (
    EthicsQuestion,
    LessonEthics,
    LessonField,
    LessonLabels,
    LessonRepairs,
    LessonTerms,
)
from povlib.params.model import read_yaml
from povlib.params.policy import DatedValue, Policy, Setting, read_policy
from povlib.params.regions import Region, read_regions
from povlib.params.runs import Report, Run, read_run
from povlib.params.sources import Personal, Source, SourceColumn, Sources, read_sources

__all__ = [
    "DatedValue",
    "Dimensions",
    "EthicsQuestion",
    "FailureWords",
    "LessonEthics",
    "LessonField",
    "LessonLabels",
    "LessonProfile",
    "LessonRepairs",
    "LessonTerms",
    "Occupation",
    "Personal",
    "Policy",
    "Preset",
    "ProfileWords",
    "Region",
    "Report",
    "Run",
    "Setting",
    "Source",
    "SourceColumn",
    "Sources",
    "Theme",
    "WordSet",
    "read_dimensions",
    "read_lesson_profile",
    "read_occupations",
    "read_policy",
    "read_regions",
    "read_run",
    "read_sources",
    "read_yaml",
]
