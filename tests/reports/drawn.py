"""Reading a page's figures in a browser: every mark of the SVG, and of the drawing laid over it."""

from playwright.sync_api import Page

Mark = tuple[float, float, float, float, str]

# Boxes are in units of the figure, from its upper left corner: left, top, width, height, colour;
# a text's are where it starts on its base line, its length, 0, and its words and colour.
_READ = """
(figure) => {
  const paint = (css) => css.startsWith('url') ? 'hatch' : css;
  const rings = (path) => {
    const owner = path.cloneNode();
    path.after(owner);
    const boxes = path.getAttribute('d').match(/M[^M]*/g).map((ring) => {
      owner.setAttribute('d', ring);
      return owner.getBBox();
    });
    owner.remove();
    return boxes;
  };
  const boxes = (element) => element.localName === 'path' ? rings(element) : [element.getBBox()];
  // Straight lines of one step each have nothing to fill.
  const isLine = (element) =>
    /^([Mm][^A-Za-z]*[HVLhvl][^A-Za-z]*)+$/.test(element.getAttribute('d') || '');
  const seen = (element, from) => {
    const look = getComputedStyle(element);
    const isFilled = look.fill !== 'none' && !isLine(element);
    const {left, top} = from.getBoundingClientRect();
    const unit = from.getBoundingClientRect().width / from.viewBox.baseVal.width;
    const to = element.getScreenCTM();
    return boxes(element).map((box) => [
      (to.e + to.a * box.x - left) / unit, (to.f + to.d * box.y - top) / unit,
      to.a * box.width / unit, to.d * box.height / unit,
      isFilled ? paint(look.fill) : look.stroke,
    ]);
  };
  const said = (text, from) => {
    const {left, top, width} = from.getBoundingClientRect();
    const unit = width / from.viewBox.baseVal.width;
    const to = text.getScreenCTM(), start = text.getStartPositionOfChar(0);
    return [(to.e + to.a * start.x - left) / unit, (to.f + to.d * start.y - top) / unit,
            to.a * text.getComputedTextLength() / unit, 0,
            `${text.textContent} ${getComputedStyle(text).fill}`];
  };
  return [...figure.querySelectorAll('.live')].map((place) => {
    const svg = place.querySelector('svg[role=img]'), plot = place.querySelector('.layer');
    const still = 'rect,polyline,polygon,circle,path';
    const lively = '.scatterlayer path.js-fill,.scatterlayer .lines path,.scatterlayer path.point';
    const isSeen = (path) => {
      const isEdge = path.classList.contains('js-line')
        && path.closest('.trace').querySelector('path.js-fill');
      return !isEdge && path.getAttribute('d');
    };
    return {
      still: [...svg.querySelectorAll(still)].flatMap((one) => seen(one, svg)),
      live: [...plot.querySelectorAll(lively)].filter(isSeen).flatMap((one) => seen(one, svg)),
      stillTexts: [...svg.querySelectorAll('text')].map((one) => said(one, svg)),
      liveTexts: [...plot.querySelectorAll('.textpoint text')].map((one) => said(one, svg)),
    };
  });
}
"""


def wait_until_live(page: Page) -> None:
    """Wait until all figures are drawn; the page's policy forbids to wait for an expression."""
    page.get_by_text("ชี้หรือแตะที่รูป").wait_for()


def read_marks(page: Page, figure_id: str) -> list[dict[str, list[Mark]]]:
    """Give the marks of a figure's panels: still and live, and the texts of both."""
    return page.locator(f"#{figure_id}").evaluate(_READ)
