"""Places of Thailand: codes, names, and what abolished codes mean today.

The data is geothai's, loaded at first use. Codes are text of 2, 4, 6 or 8 digits (province,
district, subdistrict, village); "TH" is the nation.
Groups of provinces are a matter of `params`.
"""

from povlib.areas.codes import parse_code
from povlib.areas.names import find_area
from povlib.areas.resolve import Resolution, resolve_code
from povlib.areas.tables import (
    NATION_CODE,
    WIDTHS,
    Area,
    Level,
    area,
    area_label_th,
    area_name_th,
    districts,
    provinces,
    require_province,
    subdistricts,
)

__all__ = [
    "NATION_CODE",
    "WIDTHS",
    "Area",
    "Level",
    "Resolution",
    "area",
    "area_label_th",
    "area_name_th",
    "districts",
    "find_area",
    "parse_code",
    "provinces",
    "require_province",
    "resolve_code",
    "subdistricts",
]
