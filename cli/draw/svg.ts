import type { FlowDefinition, Transition } from '../../lib/flow/flow.ts';
import { box, layOut, type Place } from './layout.ts';
import { edgeKey, type Overlay } from './overlay.ts';

const margin = 40;

/** A flow as an SVG on white: a box for every widget, an arrow for every connected transition, and what the overlay adds. */
export function drawFlow(definition: FlowDefinition, title: string, overlay: Overlay): string {
  const places = layOut(definition);
  const left = Math.min(...places.map(({ x }) => x)) - margin;
  const top = Math.min(...places.map(({ y }) => y)) - margin - 30;
  const width = Math.max(...places.map(({ x }) => x)) + box.width + margin - left;
  const height = Math.max(...places.map(({ y }) => y)) + box.height + margin - top;
  const byName = new Map(places.map((place) => [place.state.name, place]));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${left} ${top} ${width} ${height}" font-family="system-ui, sans-serif">`,
    `<defs>${['#8a94a6', '#1f8a4c'].map(arrowHead).join('')}</defs>`,
    `<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="${left + margin / 2}" y="${top + 26}" font-size="16" font-weight="600" fill="#1b2733">${escaped(title)}</text>`,
    ...places.flatMap((place) => arrowsFrom(place, byName, overlay)),
    ...places.map((place) => boxOf(place, overlay)),
    '</svg>',
    '',
  ].join('\n');
}

const arrowHead = (colour: string): string =>
  `<marker id="head-${colour.slice(1)}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="${colour}"/></marker>`;

function boxOf({ state: { name, type }, x, y }: Place, { widgets }: Overlay): string {
  const mark = widgets?.get(name);
  const [fill, stroke] =
    widgets === undefined
      ? ['#f2f6fb', '#5b7da8']
      : mark === undefined
        ? ['#f7f7f7', '#b9bec6']
        : ['#e4f5ea', '#1f8a4c'];
  const lines = [
    `<rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="8" fill="${fill}" stroke="${stroke}" stroke-width="1.5"/>`,
    `<text x="${x + 12}" y="${y + 26}" font-size="14" font-weight="600" fill="#1b2733">${escaped(shortened(name, 27))}</text>`,
    `<text x="${x + 12}" y="${y + 46}" font-size="12" fill="#5a6675">${escaped(type)}</text>`,
  ];
  if (mark)
    lines.push(
      `<text x="${x + box.width - 10}" y="${y + 46}" font-size="12" text-anchor="end" fill="#1f8a4c">${escaped(mark)}</text>`,
    );
  return lines.join('');
}

type Arrow = { to: Place; labels: string[]; taken: boolean };

/** Transitions that lead to the same widget share an arrow, and their events a label. */
function arrowsFrom(from: Place, byName: ReadonlyMap<string, Place>, { transitions }: Overlay): string[] {
  const arrows = new Map<string, Arrow>();
  for (const transition of from.state.transitions) {
    const to = byName.get(transition.next ?? '');
    if (!to) continue;
    const arrow = arrows.get(to.state.name) ?? { to, labels: [], taken: false };
    arrow.labels.push(labelOf(transition));
    arrow.taken ||= transitions?.has(edgeKey(from.state.name, transition.event, to.state.name)) ?? false;
    arrows.set(to.state.name, arrow);
  }
  return [...arrows.values()].map((arrow, index) => drawArrow(from, arrow, index, arrows.size));
}

function drawArrow(from: Place, { to, labels, taken }: Arrow, index: number, count: number): string {
  const colour = taken ? '#1f8a4c' : '#8a94a6';
  const start = { x: from.x + (box.width * (index + 1)) / (count + 1), y: from.y + box.height };
  // Neighbours' labels stand in rows below each other, or they would cover one another.
  const row = count > 1 ? index % 4 : 0;
  const down = to.y > from.y + box.height;
  const end = down ? { x: to.x + box.width / 2, y: to.y } : { x: to.x + box.width + 2, y: to.y + box.height / 2 };
  const bend = Math.max(40, Math.abs(end.y - start.y) / 2);
  const path = down
    ? `M${start.x} ${start.y}C${start.x} ${start.y + bend} ${end.x} ${end.y - bend} ${end.x} ${end.y}`
    : `M${start.x} ${start.y}C${Math.max(start.x, end.x) + 60} ${start.y + 90} ${end.x + 150} ${end.y + 30} ${end.x} ${end.y}`;
  const label = shortened([...new Set(labels)].join(', '), 30);
  return [
    `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${taken ? 2.5 : 1.3}" marker-end="url(#head-${colour.slice(1)})"/>`,
    `<text x="${start.x + 4}" y="${start.y + 15 + 14 * row}" font-size="11" fill="${colour}" stroke="#ffffff" stroke-width="3" paint-order="stroke">${escaped(label)}</text>`,
  ].join('');
}

function labelOf({ event, conditions }: Transition): string {
  const [condition] = conditions ?? [];
  return condition ? `${signs[condition.type] ?? `${condition.type} `}${condition.value}` : event;
}

const signs: Record<string, string> = {
  equal_to: '= ',
  not_equal_to: '≠ ',
  less_than: '< ',
  greater_than: '> ',
  matches_any_of: '',
  is_blank: 'blank ',
  is_not_blank: 'not blank ',
};

const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
