/**
 * Shows the ticket of the chosen cell and draws its way. Text reaches the page by `textContent` only.
 * It runs in the reader's browser as it stands here.
 */
export const script: string = `
'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const ticket = document.getElementById('ticket');
const map = document.getElementById('map');
const way = document.getElementById('way');
const cells = [...document.querySelectorAll('button.cell')];
const boxes = new Map(
  [...document.querySelectorAll('#map [data-key]')].map((box) => [box.dataset.key, box])
);

function make(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== ''));
  return made;
}
function hopItem(hop) {
  const place = hop.p ? make('code', { class: 'soft' }, ' ' + hop.p) : '';
  const sign = make(
    'span',
    { class: 'sign', title: data.words[hop.o] },
    { pass: '✓', block: '✗', unknown: '?' }[hop.o]
  );
  return make(
    'li',
    { class: hop.o },
    sign,
    make(
      'div',
      {},
      make('strong', {}, hop.k),
      ' ',
      make('code', {}, hop.c),
      make('div', { class: 'said' }, hop.d, place)
    )
  );
}
function hopList(title, hops) {
  if (hops.length === 0) return '';
  return make(
    'section',
    {},
    make('h3', {}, title),
    make('ol', { class: 'hops' }, ...hops.map(hopItem))
  );
}
function list(title, items) {
  if (items.length === 0) return '';
  return make('section', {}, make('h3', {}, title), make('ul', { class: 'findings' }, ...items));
}
function showTicket(call) {
  const hops = call.h.map((index) => data.hops[index]);
  const mends = call.m.map(([what, mend, place]) =>
    make(
      'li',
      {},
      what,
      place ? make('code', { class: 'soft' }, ' ' + place) : '',
      make('div', {}, make('strong', {}, data.words.mend + ': '), mend)
    )
  );
  const missing = call.u.map(([what, place]) =>
    make('li', {}, what, place ? make('code', { class: 'soft' }, ' ' + place) : '')
  );
  ticket.replaceChildren(
    make('h2', { style: 'margin-top:0' }, data.words.ticket),
    make('p', {}, make('code', {}, call.w), ' → ', make('strong', {}, call.s)),
    make('p', { class: 'soft' }, [call.n, call.y].filter(Boolean).join(' · ')),
    make('p', {}, make('span', { class: 'tag ' + call.c }, call.v)),
    call.e ? make('p', {}, call.e) : '',
    call.q ? make('p', { class: 'soft' }, call.q) : '',
    list(data.words.mends, mends),
    list(data.words.missing, missing),
    hopList(
      data.words.forward,
      hops.filter((hop) => !hop.r)
    ),
    hopList(
      data.words.back,
      hops.filter((hop) => hop.r)
    ),
    call.x ? make('p', { class: 'soft' }, data.words.witness + ': ', make('code', {}, call.x)) : ''
  );
}
function frame(key) {
  const rect = boxes.get(key).querySelector('rect');
  const of = (name) => Number(rect.getAttribute(name));
  return { x: of('x'), y: of('y'), w: of('width'), h: of('height') };
}
function curve(a, b) {
  const ay = a.y + a.h / 2,
    by = b.y + b.h / 2;
  if (b.x >= a.x + a.w) {
    const dx = Math.max(24, (b.x - a.x - a.w) / 2);
    return (
      'M' +
      (a.x + a.w) +
      ' ' +
      ay +
      'C' +
      (a.x + a.w + dx) +
      ' ' +
      ay +
      ' ' +
      (b.x - dx) +
      ' ' +
      by +
      ' ' +
      b.x +
      ' ' +
      by
    );
  }
  if (a.x >= b.x + b.w) {
    const dx = Math.max(24, (a.x - b.x - b.w) / 2);
    return (
      'M' +
      a.x +
      ' ' +
      ay +
      'C' +
      (a.x - dx) +
      ' ' +
      ay +
      ' ' +
      (b.x + b.w + dx) +
      ' ' +
      by +
      ' ' +
      (b.x + b.w) +
      ' ' +
      by
    );
  }
  const side = Math.max(a.x + a.w, b.x + b.w);
  return (
    'M' +
    (a.x + a.w) +
    ' ' +
    ay +
    'C' +
    (side + 26) +
    ' ' +
    ay +
    ' ' +
    (side + 26) +
    ' ' +
    by +
    ' ' +
    (b.x + b.w) +
    ' ' +
    by
  );
}
function drawWay(call) {
  for (const box of boxes.values()) box.classList.remove('on');
  way.replaceChildren();
  map.setAttribute('class', call.c);
  const line = (d, attributes) => {
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', d);
    for (const [key, value] of Object.entries(attributes)) path.setAttribute(key, value);
    way.append(path);
  };
  const known = call.b.filter((key) => boxes.has(key));
  for (const [index, key] of known.entries()) {
    boxes.get(key).classList.add('on');
    if (index > 0) line(curve(frame(known[index - 1]), frame(key)), { 'marker-end': 'url(#tip)' });
  }
  const last = known.at(-1);
  if (call.c === 'blocked' && last) {
    const { x, y, w } = frame(last);
    line('M' + (x + w - 20) + ' ' + (y + 6) + 'l12 14m0 -14l-12 14', { class: 'cross' });
  }
}
function choose(cell) {
  for (const other of cells) other.setAttribute('aria-pressed', String(other === cell));
  const call = data.calls[Number(cell.dataset.call)];
  showTicket(call);
  drawWay(call);
}
const next = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
function move(cell, [dx, dy]) {
  const td = cell.closest('td');
  const rows = [...td.closest('tbody').rows];
  let row = rows.indexOf(td.parentElement),
    column = td.cellIndex;
  for (;;) {
    row += dy;
    column += dx;
    const target = rows[row] && rows[row].cells[column];
    if (!target || column < 1) return;
    const button = target.querySelector('button');
    if (button) {
      button.focus();
      return;
    }
  }
}
for (const cell of cells) {
  cell.addEventListener('click', () => choose(cell));
  cell.addEventListener('keydown', (event) => {
    if (!next[event.key]) return;
    event.preventDefault();
    move(cell, next[event.key]);
  });
}
const first =
  cells.find((cell) => cell.matches('.blocked:not(.optional)')) ??
  cells.find((cell) => cell.matches('.undetermined:not(.optional)')) ??
  cells[0];
const asked = cells[Number(/^#call-(\\d+)$/.exec(location.hash)?.[1] ?? NaN)];
if (asked ?? first) choose(asked ?? first);
`.trim();
