"""Groups of provinces, as a list in `params/policy/regions/*.yml` (an office may have its own)."""

from pathlib import Path

from povlib.errors import ParamsError
from povlib.params.model import FrozenModel, read_yaml

__all__ = ["Region", "read_regions"]


class Region(FrozenModel):
    """A named group of provinces."""

    key: str
    name_th: str
    provinces: list[str]


class _RegionsFile(FrozenModel):
    description_th: str
    source: str
    confidence: str
    regions: list[Region]


def read_regions(path: Path) -> tuple[Region, ...]:
    """Read one list of regions.

    Parameters
    ----------
    path : pathlib.Path

    Raises
    ------
    ParamsError
        The file is wrong, or a province stands in two regions.

    Examples
    --------
    >>> [r.name_th for r in read_regions(Path("params/regions.yml"))][:2]
    ['กรุงเทพมหานคร', 'ภาคกลาง']
    """
    regions = tuple(read_yaml(path, _RegionsFile).regions)
    codes = [code for region in regions for code in region.provinces]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise ParamsError("จังหวัดหนึ่งอยู่ได้กลุ่มเดียว", got=", ".join(twice), where=str(path))
    return regions
