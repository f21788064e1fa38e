'use strict';
for (const table of document.querySelectorAll('table.sorts')) {
  const heads = [...table.querySelectorAll('th[data-sort]')];
  const place = (row) => Number(row.dataset.area);
  const compare = (key, sign) => (a, b) => {
    const [x, y] = [a.dataset[key], b.dataset[key]];
    if (x === undefined || y === undefined) {
      return (x === undefined) - (y === undefined) || place(a) - place(b);
    }
    return sign * (x - y) || place(a) - place(b);
  };
  const sort = (head) => {
    const isUp = head.getAttribute('aria-sort') !== 'ascending';
    for (const one of heads) one.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', isUp ? 'ascending' : 'descending');
    const isGrouped = isUp && head.dataset.sort === 'area';
    table.classList.toggle('loose', !isGrouped);
    const rows = [...table.tBodies[0].rows].sort(compare(head.dataset.sort, isUp ? 1 : -1));
    table.tBodies[0].append(...rows);
  };
  for (const head of heads) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    button.addEventListener('click', () => sort(head));
    head.append(button);
  }
  for (const how of table.querySelectorAll('.how')) how.hidden = false;
}
