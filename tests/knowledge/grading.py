"""How well exported lesson records agree with the gold: precision and recall of every field.

A text is compared with spaces folded; where it differs, the share of its characters that stand in
the gold in the same order counts. A list is compared item by item, and by characters too, so that a
list that was only cut in other places is not lost. Sub-items may carry their marker or not; a
marker left at the head of an item is a fault.
"""

import re
from collections import defaultdict
from difflib import SequenceMatcher

import pandas as pd

from povlib.thai.text import clean_text

EXACT = ("district", "province", "date_recorded", "date_published", "date_event")
TEXTS = ("title", "owner", "position", "office", *EXACT, "objective", "problem_area")
LISTS = (
    *("background", "process", "cautions", "techniques", "results", "knowledge_assets"),
    *("core_knowledge", "strategy", "rules", "success_factors", "recommendations", "problems"),
    *("km_process", "theory", "narrative", "tags"),
)
FIELDS = (*TEXTS, *LISTS)
SAME_ITEM = 0.95
"""Two items this alike (ratio of difflib) are one: a space or a glued page number may differ."""
SAME_RECORD = 0.5

_NUMBER = "[0-9๐-๙]{1,2}"
_MARKER = re.compile(
    rf"(?:[-–—•●▪*➢➤✓]|\(?{_NUMBER}(?:\.{_NUMBER})+[.)]?|\(?{_NUMBER}[.)]+|[ก-ฮa-z][.)])\s*"
)


def grade(records, gold):
    """Give precision and recall per field over all pages, as a frame of one row a field.

    `expected` and `found` count texts or items. A field that stands nowhere has 1.0 twice.
    """
    sums = {field: defaultdict(float) for field in FIELDS}
    for record, wanted in pairs(records, gold):
        for field in FIELDS:
            measure = _text_scores if field in TEXTS else _list_scores
            for name, value in measure(record, wanted, field).items():
                sums[field][name] += value
    return pd.DataFrame([_row(field, sums[field]) for field in FIELDS])


def pairs(records, gold):
    """Give (record, gold record) page by page; {} stands for the one that is missing."""
    pages = dict.fromkeys(entry["source_file"] for entry in [*gold, *records])
    for page in pages:
        ours = [entry for entry in records if entry["source_file"] == page]
        theirs = [entry for entry in gold if entry["source_file"] == page]
        yield from (
            zip(ours, theirs, strict=True) if len(ours) == len(theirs) else _by_title(ours, theirs)
        )


def likeness(text, other):
    """Give 0-1: the ratio of difflib over all characters."""
    return 1.0 if text == other else SequenceMatcher(None, text, other, autojunk=False).ratio()


def folded_item(text):
    """Give an item as it is compared: one line, sub-items without their markers."""
    first, *rest = (line for line in map(clean_text, text.split("\n")) if line)
    return " ".join([first, *(_MARKER.sub("", line, count=1) for line in rest)])


def _by_title(records, gold):
    left = list(records)
    for wanted in gold:
        near = [likeness(_title(record), _title(wanted)) for record in left]
        best = max(range(len(left)), key=near.__getitem__, default=None)
        is_there = best is not None and near[best] >= SAME_RECORD
        yield (left.pop(best) if is_there else {}), wanted
    yield from ((record, {}) for record in left)


def _title(record):
    return clean_text(record.get("title") or "")


def _text_scores(record, wanted, field):
    ours, theirs = clean_text(record.get(field) or ""), clean_text(wanted.get(field) or "")
    shared = 0 if field in EXACT and ours != theirs else _shared(ours, theirs)
    right, met = shared / (len(ours) or 1), shared / (len(theirs) or 1)
    return {
        **{"found": bool(ours), "right": right, "expected": bool(theirs), "met": met},
        **{"letters_found": len(ours), "letters_expected": len(theirs), "letters_shared": shared},
    }


def _list_scores(record, wanted, field):
    ours, theirs = ([folded_item(i) for i in side.get(field) or ()] for side in (record, wanted))
    text, other = "\n".join(ours), "\n".join(theirs)
    same = _same_items(ours, theirs)
    return {
        **{"found": len(ours), "right": same, "expected": len(theirs), "met": same},
        **{"letters_found": len(text), "letters_expected": len(other)},
        "letters_shared": _shared(text, other),
    }


def _same_items(items, wanted):
    left, same = list(items), 0
    for item in wanted:
        near = [likeness(other, item) for other in left]
        best = max(range(len(left)), key=near.__getitem__, default=None)
        if best is not None and near[best] >= SAME_ITEM:
            left.pop(best)
            same += 1
    return same


def _shared(text, other):
    if text == other:
        return len(text)
    blocks = SequenceMatcher(None, text, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


def _row(field, sums):
    return {
        "field": field,
        "precision": _share(sums["right"], sums["found"]),
        "recall": _share(sums["met"], sums["expected"]),
        "character_precision": _share(sums["letters_shared"], sums["letters_found"]),
        "character_recall": _share(sums["letters_shared"], sums["letters_expected"]),
        "expected": int(sums["expected"]),
        "found": int(sums["found"]),
    }


def _share(part, whole):
    return part / whole if whole else 1.0
