"""`povlib measures`: what each measure is, as the registry defines it."""

import click

__all__ = ["command"]

_UNITS_TH = {
    "share": "สัดส่วน 0–1",
    "index": "ดัชนี",
    "ratio": "เท่า",
    "baht_person_year": "บาทต่อคนต่อปี",
    "baht_year": "บาทต่อปี",
    "households": "ครัวเรือน",
    "persons": "คน",
}


@click.command(name="measures")
@click.argument("keys", nargs=-1)
def command(keys: tuple[str, ...]) -> None:
    """บอกนิยามของตัวชี้วัด KEYS เช่น headcount gini (ไม่ระบุ: ทุกตัวโดยย่อ)."""
    # numpy and pandas, which `--help` does not need.
    from povlib.measures import MEASURES
    from povlib.measures.registry import ALIASES, FUNCTIONS, require_measures

    if not keys:
        for measure in MEASURES.values():
            click.echo(f"{measure.key}\t{measure.name_th}\t{_UNITS_TH[measure.unit]}")
        for name, key in ALIASES.items():
            click.echo(f"{name}\tชื่ออื่นของ {key}")
        for name, text in FUNCTIONS.items():
            click.echo(f"povlib.measures.{name}\t{text}")
        return
    for measure in dict.fromkeys(asked.measure for asked in require_measures(keys)):
        lines = {
            "ความหมาย": measure.definition_th,
            "หน่วย": _UNITS_TH[measure.unit],
            "สูตร": measure.formula,
            "ตรงเส้นพอดี": measure.boundary,
            "เลขหลังเครื่องหมาย :": ", ".join(f"{each:g}" for each in measure.parameters),
            "รายได้ต้องมากกว่า 0": "ใช่" if measure.needs_positive_income else "",
            "รวมส่วนย่อยได้": "ได้" if measure.is_additive else "ไม่ได้",
            "ความคลาดเคลื่อน": measure.influence,
            "ที่มา": measure.source,
        }
        click.echo(f"{measure.key}: {measure.name_th} ({measure.name_en})")
        for label, text in lines.items():
            if text:
                click.echo(f"  {label}: {text}")
