import type { Figures, Report, WorkerFigures } from './figures.ts';

/** Reports side by side, in the order of their names; the first one is what the others are held against. */
export function sideBySide(reports: ReadonlyMap<string, Report>, within: number): string[] {
  const all = [...reports.values()];
  const names = [...reports.keys()];
  const of = (figure: (figures: Figures) => string) => all.map((report) => figure(report.all));
  const table = [
    ['', ...names],
    ['came', ...of(({ came }) => `${came}`)],
    ['served', ...of(({ served }) => `${served}`)],
    [
      'abandoned',
      ...of(({ abandoned, came }) => `${abandoned} (${percent(came === 0 ? 0 : (abandoned / came) * 100)})`),
    ],
    ['waiting at the end', ...of(({ waiting }) => `${waiting}`)],
    ['median wait', ...of(({ median }) => span(median))],
    ['9 of 10 waited at most', ...of(({ p90 }) => span(p90))],
    ['longest wait', ...of(({ longest }) => span(longest))],
    [`served within ${span(within)}`, ...of(({ level }) => percent(level))],
  ];
  return [
    ...aligned(table),
    ...grouped('queue', reports, figureHeads, ({ queues }) => mapped(queues, cells)),
    ...grouped('hour (UTC)', reports, figureHeads, ({ hours }) => mapped(hours, cells)),
    ...grouped('worker', reports, ['served', 'busy', 'at once'], ({ workers }) =>
      Object.fromEntries(workers.map((worker) => [worker.name, workerCells(worker)])),
    ),
  ];
}

const figureHeads = ['came', 'median', '9 of 10', 'longest', 'level', 'lost'];

/** A table with the same columns for each report, under its name. */
function grouped(
  title: string,
  reports: ReadonlyMap<string, Report>,
  heads: string[],
  part: (report: Report) => Record<string, string[]>,
): string[] {
  const parts = [...reports.values()].map(part);
  const rows = [...new Set(parts.flatMap(Object.keys))].map((name) => [
    name === '' ? 'none' : name,
    ...parts.flatMap((cells) => ['|', ...(cells[name] ?? heads.map(() => '-'))]),
  ]);
  const lines = aligned([[title, ...parts.flatMap(() => ['|', ...heads])], ...rows]);
  const bars = [...(lines[0] ?? '').matchAll(/\|/g)].map(({ index }) => index);
  const names = [...reports.keys()].reduce((line, name, index) => `${line.padEnd(bars[index] ?? 0)}| ${name}`, '');
  return ['', names, ...lines];
}

const mapped = (all: Record<string, Figures>, cells: (figures: Figures) => string[]): Record<string, string[]> =>
  Object.fromEntries(Object.entries(all).map(([name, figures]) => [name, cells(figures)]));

const cells = ({ came, median, p90, longest, level, abandoned }: Figures): string[] => [
  `${came}`,
  span(median),
  span(p90),
  span(longest),
  percent(level),
  `${abandoned}`,
];

const workerCells = ({ served, busy, load }: WorkerFigures): string[] => [`${served}`, percent(busy), load.toFixed(1)];

/** The first column to the left, the others to the right. */
function aligned(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/** What is little, but not nothing, is told with a decimal. */
const percent = (value: number): string => `${value > 0 && value < 1 ? value.toFixed(1) : Math.round(value)} %`;

function span(seconds: number | undefined): string {
  if (seconds === undefined) return '-';
  if (seconds < 100) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
