"""Patterns kept beside the register: pure functions of it, of policy and of the date.

What is kept holds true counts, so it stays with the register and is never part of a report.
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from povlib import data
from povlib.disclosure import Pattern, from_json, to_json
from povlib.study.rules import LINE_KEY, Rules
from povlib.study.universe import HIERARCHY, nation_margins, province_margins

__all__ = ["kept_key", "kept_pattern"]

_FORM = 13
"""Raised when what is kept changes its form or its meaning."""


def kept_key(name: str, *, rules: Rules) -> str:
    """Name a kept value by all that it is a function of, besides the register.

    Parameters
    ----------
    name : str
    rules : Rules
    """
    policy = (rules.settings, rules.regions, rules.policy.settings[LINE_KEY])
    margins = (nation_margins(), province_margins(), HIERARCHY)
    content = f"{_FORM}|{policy}|{rules.accept_unconfirmed}|{margins}"
    digest = hashlib.sha256(content.encode()).hexdigest()
    return f"{name}|{rules.fiscal_year_be}|{rules.bmn_year_be}|{rules.as_of.isoformat()}|{digest}"


def kept_pattern(
    register: Path, key: str, *, find: Callable[[], Pattern], above: Pattern | None = None
) -> Pattern:
    """Give a pattern from what is kept, or find it and keep it.

    Parameters
    ----------
    register : pathlib.Path
    key : str
        Of `kept_key`.
    find : callable
        Called where nothing is kept.
    above : Pattern, optional
        The pattern it inherited from; only what it adds is kept.
    """
    of = data.fingerprint(register)
    kept = data.read_derived(register, key)
    if kept is None:
        pattern = find()
        data.write_derived(register, key, to_json(_without(pattern, above)), of=of)
        return pattern
    return _within(from_json(kept), above)


def _without(pattern: Pattern, above: Pattern | None) -> Pattern:
    if above is None:
        return pattern
    counts = {key: n for key, n in pattern.counts.items() if key not in above.counts}
    hidden = {key: why for key, why in pattern.hidden.items() if key in counts}
    return replace(pattern, counts=counts, hidden=hidden, witnesses=())


def _within(own: Pattern, above: Pattern | None) -> Pattern:
    if above is None:
        return own
    return replace(
        own,
        counts={**above.counts, **own.counts},
        hidden={**above.hidden, **own.hidden},
        witnesses=above.witnesses,
    )
