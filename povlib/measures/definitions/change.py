"""Definitions: change between two years, and comparisons of two sides."""

from povlib.measures.definition import Definition

__all__ = ["CHANGE"]

_BELOW = "poor: y < z; exactly on the line is not poor"
_DATT = (
    "Datt, Ravallion (1992), Journal of Development Economics 38(2); Shorrocks (2013), Journal of "
    "Economic Inequality 11(1)"
)
_CHEN = "Ravallion, Chen (2003), Economics Letters 78(1)"
_KAKWANI = (
    "Kakwani, Pernia (2000), Asian Development Review 18(1); Kakwani, Son (2008), Review of Income "
    "and Wealth 54(4)"
)
_CLUSTERS = (
    "sandwich of cluster scores (sss, HC0-HC4 as R's plm names them), t with the clusters of the "
    "smaller side less 1"
)
_DID = (
    "Liang, Zeger (1986), Biometrika 73; Cameron, Miller (2015), Journal of Human Resources 50(2)"
)


def _datt(name: str, th: str, en: str, meaning: str, formula: str) -> Definition:
    return Definition("datt_ravallion", name, th, en, "as_given", meaning, formula, _BELOW, _DATT)


def _growth(call: str, name: str, th: str, en: str, meaning: str, formula: str) -> Definition:
    kakwani = name in ("pro_poor_index", "pegr")
    unit = "ratio" if name == "pro_poor_index" else "growth"
    with_line = name not in ("quantile", "mean", "growth_mean")
    return Definition(
        call,
        name,
        th,
        en,
        unit,
        meaning,
        formula,
        _BELOW if with_line else "",
        _KAKWANI if kakwani else _CHEN,
    )


def _side(name: str, th: str, en: str, meaning: str, formula: str) -> Definition:
    return Definition(
        "difference_in_differences",
        name,
        th,
        en,
        "as_given",
        meaning,
        formula,
        "",
        _DID,
        influence=_CLUSTERS,
    )


CHANGE = (
    _datt(
        "change",
        "การเปลี่ยนแปลงทั้งหมด",
        "Change",
        "ตัววัดความยากจนที่เลือกเปลี่ยนไปเท่าใดระหว่างสองปี",
        "P(mean 2, distribution 2) - P(mean 1, distribution 1)",
    ),
    _datt(
        "growth",
        "ผลของการเติบโต",
        "Growth part",
        "ความยากจนจะเปลี่ยนเท่าใดถ้ารายได้ทุกคนเปลี่ยนเท่ากันโดยการกระจายคงเดิม",
        "P(mean 2, D) - P(mean 1, D); shapley: the mean of D = 1 and D = 2",
    ),
    _datt(
        "redistribution",
        "ผลของการกระจาย",
        "Redistribution part",
        "ความยากจนจะเปลี่ยนเท่าใดถ้าการกระจายเปลี่ยนโดยรายได้เฉลี่ยคงเดิม",
        "P(M, distribution 2) - P(M, distribution 1); shapley: the mean of M = 1 and M = 2",
    ),
    _datt(
        "residual",
        "ส่วนที่แยกไม่ได้",
        "Residual",
        "ส่วนที่เหลือเมื่อยึดปีใดปีหนึ่งเป็นหลัก แบบ shapley ไม่มีส่วนนี้",
        "change - growth - redistribution",
    ),
    _growth(
        "growth_incidence",
        "quantile",
        "การเติบโตของแต่ละชั้นรายได้",
        "Growth at a quantile",
        "รายได้ ณ ลำดับนี้ของประชากรโตขึ้นกี่ส่วนระหว่างสองปี",
        "Q2(p) / Q1(p) - 1",
    ),
    _growth(
        "growth_incidence",
        "mean",
        "การเติบโตของรายได้เฉลี่ย",
        "Growth of the mean",
        "รายได้เฉลี่ยของทั้งหมดโตขึ้นกี่ส่วนระหว่างสองปี",
        "mean 2 / mean 1 - 1",
    ),
    _growth(
        "growth_incidence",
        "pro_poor",
        "การลดลงของดัชนีวัตส์ต่อผู้ที่จน",
        "Fall of the Watts index per poor",
        "รายได้ของผู้ที่เคยต่ำกว่าเส้นโตเฉลี่ยเท่าใดเมื่อนับไม่เกินเส้น",
        "(Watts 1 - Watts 2) / headcount 1",
    ),
    _growth(
        "pro_poor_rates",
        "growth_mean",
        "การเติบโตของรายได้เฉลี่ย",
        "Growth of the mean",
        "รายได้เฉลี่ยของทั้งหมดโตขึ้นกี่ส่วนระหว่างสองปี",
        "mean 2 / mean 1 - 1",
    ),
    _growth(
        "pro_poor_rates",
        "growth_mean_poor",
        "การเติบโตของรายได้เฉลี่ยของคนจน",
        "Growth of the mean of the poorest",
        "รายได้เฉลี่ยของผู้อยู่ล่างสุดเท่าสัดส่วนคนจนปีแรกโตขึ้นกี่ส่วน",
        "integral of Q2 from 0 to H1 / integral of Q1 from 0 to H1 - 1",
    ),
    _growth(
        "pro_poor_rates",
        "ravallion_chen",
        "อัตราการเติบโตที่คนจนได้",
        "Ravallion-Chen rate",
        "รายได้แต่ละลำดับของผู้ที่เคยต่ำกว่าเส้นโตเฉลี่ยกี่ส่วน สูงกว่าของทั้งหมดคือเข้าข้างคนจน",
        "integral of Q2(p) / Q1(p) - 1 from 0 to H1 / H1",
    ),
    _growth(
        "pro_poor_rates",
        "pro_poor_index",
        "ดัชนีการเติบโตที่เข้าข้างคนจน",
        "Pro-poor growth index (Kakwani-Pernia)",
        "ความยากจนเปลี่ยนจริงเป็นกี่เท่าของที่การเติบโตอย่างเดียวจะทำให้เปลี่ยน",
        "change / growth part of datt_ravallion (shapley)",
    ),
    _growth(
        "pro_poor_rates",
        "pegr",
        "อัตราการเติบโตเทียบเท่าของความยากจน",
        "Poverty equivalent growth rate",
        "ถ้าทุกคนโตเท่ากันต้องโตกี่ส่วนจึงทำให้ความยากจนเปลี่ยนเท่าที่เปลี่ยนจริง",
        "pro_poor_index x growth_mean",
    ),
    _side(
        "effect",
        "ผลต่างของผลต่าง",
        "Difference in differences",
        "ฝ่ายที่ได้รับเปลี่ยนไปมากกว่าอีกฝ่ายเท่าใด เป็นผลของโครงการก็ต่อเมื่อทั้งสองฝ่ายจะเปลี่ยนเท่ากันหากไม่มีโครงการ",
        "change_treated - change_other",
    ),
    _side(
        "change_treated",
        "การเปลี่ยนแปลงของฝ่ายที่ได้รับ",
        "Change of the treated",
        "ค่าเฉลี่ยของฝ่ายที่ได้รับเปลี่ยนไปเท่าใดจากช่วงก่อนเป็นช่วงหลัง",
        "treated_after - treated_before",
    ),
    _side(
        "change_other",
        "การเปลี่ยนแปลงของอีกฝ่าย",
        "Change of the others",
        "ค่าเฉลี่ยของฝ่ายที่ไม่ได้รับเปลี่ยนไปเท่าใดจากช่วงก่อนเป็นช่วงหลัง",
        "other_after - other_before",
    ),
    *(
        _side(
            f"{side}_{when}",
            f"ค่าเฉลี่ยของ{side_th}{when_th}",
            f"Mean of the {side_en} {when}",
            f"ค่าเฉลี่ยถ่วงน้ำหนักของ{side_th}ใน{when_th}โครงการ",
            "sum of weight x outcome / sum of weight in the cell",
        )
        for side, side_th, side_en in (
            ("treated", "ฝ่ายที่ได้รับ", "treated"),
            ("other", "ฝ่ายที่ไม่ได้รับ", "others"),
        )
        for when, when_th in (("before", "ช่วงก่อน"), ("after", "ช่วงหลัง"))
    ),
    Definition(
        "two_way_fixed_effects",
        "effect",
        "ผลในข้อมูลติดตามซ้ำ",
        "Effect with two-way fixed effects",
        "as_given",
        "ค่าของหน่วยที่ได้รับต่างจากที่ควรเป็นเท่าใด เมื่อหักระดับของแต่ละหน่วยและแต่ละช่วงเวลาแล้ว",
        "slope on the treatment, less levels of entities and of periods",
        "",
        "Arellano (1987), Oxford Bulletin of Economics and Statistics 49; Goodman-Bacon (2021), "
        "Journal of Econometrics 225(2)",
        influence=_CLUSTERS,
    ),
    Definition(
        "matched_difference",
        "difference",
        "ผลต่างจากครัวเรือนที่คล้ายกัน",
        "Matched difference",
        "as_given",
        "ค่าเฉลี่ยของฝ่ายที่ใช้ต่างจากครัวเรือนอื่นในชั้นเดียวกันเท่าใด เป็นความเกี่ยวข้อง ไม่ใช่ผลที่พิสูจน์แล้ว",
        "mean of the used side - mean of the others with the used side's shares of strata",
        "",
        "Exact matching, effect on the treated: Ho, Imai, King, Stuart (2011), Journal of "
        f"Statistical Software 42(8); {_DID}",
        influence=_CLUSTERS,
    ),
)
