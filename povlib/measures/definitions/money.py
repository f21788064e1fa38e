"""Definitions: what money could do, and what every district would cost."""

from povlib.measures.definition import Definition

__all__ = ["MONEY"]

_BELOW = "poor: y < z; a household is lifted when its income reaches the line exactly"
_SOURCE = "cash once, without behaviour in return: an upper bound on what a budget reaches"
_FGT = f"Foster, Greer, Thorbecke (1984), Econometrica 52(3); {_SOURCE}"
_COST = "households lifted wholly, cheapest first, till the headcount is the target or below"


def _of(call: str, name: str, names: str, unit: str, meaning: str, formula: str) -> Definition:
    """Make a definition; `names` are Thai and English with a bar between."""
    th, en = names.split("|")
    source = _FGT if name in ("headcount", "poverty_gap", "squared_gap") else _SOURCE
    is_sum = unit in ("households", "persons", "baht_year") and call == "cost_by_group"
    return Definition(
        call, name, th, en, unit, meaning, formula, _BELOW, source, is_additive=is_sum
    )


MONEY = (
    _of(
        "simulate",
        "spent_baht",
        "เงินที่ใช้|Spent",
        "baht_year",
        "เงินที่จ่ายให้ครัวเรือนที่ต่ำกว่าเส้นจริงจากเงินก้อนนั้น",
        "sum of gifts, each at most what the household lacks",
    ),
    _of(
        "simulate",
        "left_baht",
        "เงินที่เหลือ|Left over",
        "baht_year",
        "เงินที่ไม่ต้องใช้เพราะไม่มีใครต่ำกว่าเส้นแล้ว",
        "budget - spent_baht",
    ),
    _of(
        "simulate",
        "lifted_households",
        "ครัวเรือนที่พ้นเส้น|Households lifted",
        "households",
        "ครัวเรือนที่เงินก้อนนั้นยกให้ถึงเส้นพอดีตามกติกาที่เลือก",
        "sum of weight over the lifted",
    ),
    _of(
        "simulate",
        "lifted_persons",
        "คนที่พ้นเส้น|Persons lifted",
        "persons",
        "คนในครัวเรือนที่เงินก้อนนั้นยกให้ถึงเส้นพอดีตามกติกาที่เลือก",
        "sum of weight x members over the lifted",
    ),
    _of(
        "simulate",
        "headcount",
        "สัดส่วนที่ยังต่ำกว่าเส้น|Headcount that remains",
        "share",
        "หลังใช้เงินแล้วยังมีผู้ที่ต่ำกว่าเส้นเป็นสัดส่วนเท่าใด",
        "sum of w over those still poor / sum of w",
    ),
    _of(
        "simulate",
        "poverty_gap",
        "ดัชนีช่องว่างที่เหลือ|Poverty gap that remains",
        "share",
        "หลังใช้เงินแล้วผู้ที่ยังต่ำกว่าเส้นขาดอีกกี่ส่วนของเส้นเมื่อเฉลี่ยทุกคน",
        "sum of w (z - y - gift) / z over those still poor / sum of w",
    ),
    _of(
        "simulate",
        "squared_gap",
        "ดัชนีความรุนแรงที่เหลือ|Squared gap that remains",
        "share",
        "ความรุนแรงที่เหลือหลังใช้เงิน ผู้ที่ห่างเส้นมากนับหนักกว่า",
        "sum of w ((z - y - gift) / z)^2 over those still poor / sum of w",
    ),
    _of(
        "simulate",
        "cost_to_close_baht",
        "เงินที่ยังขาด|Still lacking",
        "baht_year",
        "เงินที่ต้องเพิ่มอีกเพื่อให้ทุกครัวเรือนถึงเส้นหลังใช้เงินก้อนนั้นแล้ว",
        "sum of weight x members x (z - y - gift) over those still poor",
    ),
    _of(
        "cost_by_group",
        "headcount",
        "สัดส่วนที่ต่ำกว่าเส้น|Headcount",
        "share",
        "สัดส่วนผู้ที่ต่ำกว่าเส้นของพื้นที่ก่อนใช้เงินใด ๆ",
        "sum of w over the poor / sum of w",
    ),
    _of(
        "cost_by_group",
        "poor_households",
        "ครัวเรือนที่ต่ำกว่าเส้น|Poor households",
        "households",
        "จำนวนครัวเรือนของพื้นที่ซึ่งต่ำกว่าเส้นก่อนใช้เงิน",
        "sum of weight over the poor",
    ),
    _of(
        "cost_by_group",
        "poor_persons",
        "คนที่ต่ำกว่าเส้น|Poor persons",
        "persons",
        "จำนวนคนในครัวเรือนของพื้นที่ซึ่งต่ำกว่าเส้นก่อนใช้เงิน",
        "sum of weight x members over the poor",
    ),
    _of(
        "cost_by_group",
        "cost_to_close_baht",
        "เงินที่ทำให้ทุกคนถึงเส้น|Cost to bring all to the line",
        "baht_year",
        "เงินทั้งปีที่พื้นที่ต้องใช้เพื่อให้ทุกครัวเรือนถึงเส้นพอดี",
        "sum of weight x members x (z - y) over the poor",
    ),
    _of(
        "cost_by_group",
        "cost_share",
        "ส่วนของเงินทั้งหมด|Share of the cost of all groups",
        "share",
        "เงินที่พื้นที่นี้ต้องใช้เป็นสัดส่วนเท่าใดของทุกพื้นที่รวมกัน",
        "cost_to_close_baht / its sum over all groups",
    ),
    _of(
        "cost_by_group",
        "lifted_households",
        "ครัวเรือนที่ต้องยก|Households to lift",
        "households",
        "จำนวนครัวเรือนที่ต้องยกให้พ้นเส้นเพื่อให้สัดส่วนลงถึงเป้าหมาย",
        _COST,
    ),
    _of(
        "cost_by_group",
        "lifted_persons",
        "คนที่ต้องยก|Persons to lift",
        "persons",
        "จำนวนคนในครัวเรือนที่ต้องยกให้พ้นเส้นเพื่อให้สัดส่วนลงถึงเป้าหมาย",
        _COST,
    ),
    _of(
        "cost_by_group",
        "cost_to_target_baht",
        "เงินที่ทำให้ถึงเป้าหมาย|Cost to reach the target headcount",
        "baht_year",
        "เงินน้อยที่สุดที่ทำให้สัดส่วนผู้ที่ต่ำกว่าเส้นลงถึงเป้าหมายหรือต่ำกว่า",
        f"sum of what the lifted lack; {_COST}",
    ),
    _of(
        "cost_by_group",
        "headcount_reached",
        "สัดส่วนที่จะเหลือ|Headcount reached",
        "share",
        "สัดส่วนผู้ที่ต่ำกว่าเส้นหลังยกครัวเรือนเหล่านั้นแล้ว ตรงเป้าหมายพอดีถือว่าถึง",
        "(sum of w over the poor - over the lifted) / sum of w",
    ),
)
