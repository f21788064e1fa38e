"""The column dictionary: every column of every table, once, with its Thai label, unit and range.

`TABLES` maps a table's name to its `Table`; `field(table, key)` gives one column. Codes and ids
are integers on disk and inside kernels; `code_text` turns them into the fixed-width strings of
the doors.
"""

from dataclasses import dataclass

from povlib.errors import PovError

__all__ = [
    "CODE_WIDTHS",
    "INDICATOR_COLUMNS",
    "OTHER_TH",
    "TABLES",
    "Field",
    "Table",
    "code_text",
    "field",
]

CODE_WIDTHS = {
    "household_id": 11,
    "origin_household_id": 11,
    "village_code": 8,
    "subdistrict_code": 6,
    "district_code": 4,
    "province_code": 2,
}


@dataclass(frozen=True)
class Field:
    """One column of one table.

    Attributes
    ----------
    key : str
        Column name in frames and files of ours.
    label_th : str
        Thai header, as forms and screens show it.
    kind : str
        "id", "code", "year_be", "count", "money", "flag", "grade", "choice", "text" or "date".
    unit : str
        "" where the value has none.
    required : bool
        A row without it is rejected.
    low, high : int or None
        Smallest and largest value allowed, both included.
    choices : tuple of (str, str)
        Pairs of code and Thai label for kind "choice".
    """

    key: str
    label_th: str
    kind: str
    unit: str = ""
    required: bool = False
    low: int | None = None
    high: int | None = None
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Table:
    """One table: its columns, its key, and the column that names its year.

    Attributes
    ----------
    name, label_th : str
    fields : tuple of Field
    key : tuple of str
        Columns that identify a row.
    year_column : str
        The year of the partition.
    is_by_province : bool
        False for small national tables, kept in one unit a year.
    """

    name: str
    label_th: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    year_column: str
    is_by_province: bool = True

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(f.key for f in self.fields)


_HOUSEHOLD_ID = Field("household_id", "รหัสบ้าน", "id", required=True, low=10**10, high=10**11 - 1)
_VILLAGE = Field("village_code", "รหัสหมู่บ้าน", "code", required=True, low=10**7, high=10**8 - 1)
_FISCAL_YEAR = Field(
    "fiscal_year_be", "ปีงบประมาณ", "year_be", "พ.ศ.", required=True, low=2540, high=2600
)
_BMN_YEAR = Field("bmn_year_be", "ปี จปฐ.", "year_be", "พ.ศ.", required=True, low=2540, high=2600)
_MONEY_HIGH = 100_000_000
_GRADES = "ระดับ 0-3"

OTHER_TH = "อื่น ๆ"
# Who follows up. A free text here was where names of persons came in.
_ROLES = (
    "พัฒนากร",
    "ผู้นำ อช.",
    "ผู้เชี่ยวชาญ",
    "กำนัน",
    "ผู้ใหญ่บ้าน",
    "อสม.",
    "อปท.",
    "ครู",
    "ปราชญ์ชุมชน",
    "เกษตรตำบล",
    "เจ้าหน้าที่สาธารณสุข",
    OTHER_TH,
)

INDICATOR_COLUMNS = tuple(f"indicator_{n:02d}" for n in range(1, 39))


def _money(key: str, label_th: str, unit: str = "บาท/ปี", required: bool = False) -> Field:
    return Field(key, label_th, "money", unit, required=required, low=0, high=_MONEY_HIGH)


def _grade(key: str, label_th: str) -> Field:
    return Field(key, label_th, "grade", _GRADES, low=0, high=3)


_HOUSEHOLD = Table(
    "household",
    "ครัวเรือนในรอบ จปฐ.",
    (
        _HOUSEHOLD_ID,
        Field("origin_household_id", "รหัสบ้านเดิม", "id", low=10**10, high=10**11 - 1),
        _BMN_YEAR,
        _VILLAGE,
        Field("members", "จำนวนสมาชิก", "count", "คน", required=True, low=1, high=50),
        _money("income_main_baht", "รายได้อาชีพหลัก"),
        _money("income_secondary_baht", "รายได้อาชีพรอง"),
        _money("income_other_baht", "รายได้อื่น"),
        _money("income_own_use_baht", "รายได้จากการทำ ปลูก เลี้ยง หาไว้กินเอง"),
        *(
            Field(key, f"ตัวชี้วัดที่ {int(key[-2:])}", "flag", "1 ผ่าน, 0 ไม่ผ่าน", low=0, high=1)
            for key in INDICATOR_COLUMNS
        ),
    ),
    ("household_id", "bmn_year_be"),
    "bmn_year_be",
)

_TARGET = Table(
    "target",
    "ครัวเรือนเป้าหมาย",
    (
        _HOUSEHOLD_ID,
        _FISCAL_YEAR,
        _BMN_YEAR,
        _VILLAGE,
        Field(
            "group",
            "กลุ่ม",
            "choice",
            required=True,
            choices=(("assist", "สงเคราะห์"), ("develop", "พัฒนา")),
        ),
        _grade("attitude", "ทัศนะ"),
        _grade("skill", "ทักษะ"),
        _grade("resource", "ทรัพยากร"),
        _grade("way_out", "ทางออก"),
        Field("team_id", "รหัสทีม", "text"),
    ),
    ("household_id", "fiscal_year_be"),
    "fiscal_year_be",
)

_FOLLOWUP = Table(
    "followup",
    "การติดตาม",
    (
        _HOUSEHOLD_ID,
        _FISCAL_YEAR,
        _VILLAGE,
        Field("date", "วันที่", "date", required=True),
        Field("process", "กระบวนการ", "grade", "1-4", required=True, low=1, high=4),
        Field("activity", "กิจกรรม", "text"),
        _money("measured_income_baht_person_year", "รายได้ที่วัดได้", "บาท/คน/ปี"),
        Field("role", "บทบาทผู้บันทึก", "choice", choices=tuple((role, role) for role in _ROLES)),
        Field("agency", "หน่วยงาน", "text"),
        _money("baht", "งบประมาณที่ใช้", "บาท"),
    ),
    ("household_id", "date", "process", "activity"),
    "fiscal_year_be",
)

_PLAN = Table(
    "plan",
    "แผนเข็มทิศชีวิต",
    (
        _HOUSEHOLD_ID,
        _FISCAL_YEAR,
        _VILLAGE,
        Field("activity", "กิจกรรม", "text", required=True),
        Field("occupation", "อาชีพ", "text"),
        _money("baht", "งบประมาณตามแผน", "บาท"),
        Field("fund_source", "แหล่งงบประมาณ", "text"),
        Field("due", "กำหนดเสร็จ", "date"),
        Field("done", "วันที่เสร็จ", "date"),
    ),
    ("household_id", "fiscal_year_be", "activity"),
    "fiscal_year_be",
)

_TEAM = Table(
    "team",
    "ทีมตำบล",
    (
        Field("team_id", "รหัสทีม", "text", required=True),
        _FISCAL_YEAR,
        Field("subdistrict_code", "รหัสตำบล", "code", required=True, low=10**5, high=10**6 - 1),
        Field("leaders", "ผู้นำ อช.", "count", "คน", low=0, high=99),
        Field("cdd_officers", "พัฒนากร", "count", "คน", low=0, high=99),
        Field("experts", "ผู้เชี่ยวชาญ", "count", "คน", low=0, high=99),
        Field("formed", "วันที่ตั้งทีม", "date"),
    ),
    ("team_id", "fiscal_year_be"),
    "fiscal_year_be",
)

_KPI = Table(
    "kpi",
    "ตัวชี้วัดของโครงการ",
    (
        Field("area_code", "รหัสพื้นที่", "text", required=True),
        _FISCAL_YEAR,
        Field("kpi", "ตัวชี้วัด", "text", required=True),
        Field("numerator", "ตัวตั้ง", "count", required=True, low=0, high=_MONEY_HIGH),
        Field("denominator", "ตัวหาร", "count", required=True, low=0, high=_MONEY_HIGH),
    ),
    ("area_code", "fiscal_year_be", "kpi"),
    "fiscal_year_be",
    is_by_province=False,
)

_AREA_TOTAL = Table(
    "area_total",
    "ยอดรวมของพื้นที่ที่เผยแพร่แล้ว",
    (
        Field("area_code", "รหัสพื้นที่", "text", required=True),
        _BMN_YEAR,
        Field("item", "รายการ", "text", required=True),
        Field(
            "unit",
            "หน่วยนับ",
            "choice",
            required=True,
            choices=(("households", "ครัวเรือน"), ("persons", "คน")),
        ),
        Field("count", "จำนวน", "count", required=True, low=0, high=_MONEY_HIGH),
    ),
    ("area_code", "bmn_year_be", "item"),
    "bmn_year_be",
    is_by_province=False,
)

_AREA_CONTEXT = Table(
    "area_context",
    "รายได้และรายจ่ายของครัวเรือน (สำนักงานสถิติแห่งชาติ)",
    (
        Field("area_code", "รหัสพื้นที่", "text", required=True),
        Field("year_be", "ปี", "year_be", "พ.ศ.", required=True, low=2500, high=2600),
        Field(
            "measure",
            "รายการ",
            "choice",
            required=True,
            choices=(("income", "รายได้"), ("expenditure", "รายจ่าย")),
        ),
        Field("baht_household_month", "บาทต่อครัวเรือนต่อเดือน", "money", low=0, high=_MONEY_HIGH),
    ),
    ("area_code", "year_be", "measure"),
    "year_be",
    is_by_province=False,
)

TABLES = {
    t.name: t
    for t in (_HOUSEHOLD, _TARGET, _FOLLOWUP, _PLAN, _TEAM, _KPI, _AREA_TOTAL, _AREA_CONTEXT)
}


def field(table: str, key: str) -> Field:
    """Give the dictionary entry of one column.

    Parameters
    ----------
    table, key : str
        Names as in `TABLES`.

    Returns
    -------
    Field

    Raises
    ------
    PovError
        There is no such column; the message lists the columns of the table.

    Examples
    --------
    >>> field("household", "members").unit
    'คน'
    """
    for entry in TABLES[table].fields:
        if entry.key == key:
            return entry
    raise PovError("a column must be in the dictionary", got=key, where=table)


def code_text(code: int, column: str) -> str:
    """Write an integer code as the fixed-width string of the doors.

    Parameters
    ----------
    code : int
    column : str
        One of `CODE_WIDTHS`.

    Examples
    --------
    >>> code_text(24010101, "village_code")
    '24010101'
    """
    return f"{code:0{CODE_WIDTHS[column]}d}"
