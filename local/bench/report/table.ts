import { isWithin, type Measurement, type Unit } from './measurement.ts';

/** A section of the bench as a table to read: what, how much, how much it may be, and whether it is. */
export function tableOf(title: string, measurements: Measurement[]): string {
  const rows = [[title, '', 'budget', ''], ...measurements.map(rowOf)];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(([what = '', value = '', budget = '', verdict = '']) =>
    [what.padEnd(widths[0] ?? 0), value.padStart(widths[1] ?? 0), budget.padStart(widths[2] ?? 0), verdict]
      .join('  ')
      .trimEnd(),
  );
  return lines.join('\n');
}

function rowOf(measurement: Measurement): string[] {
  const { says, value, unit, budget } = measurement;
  const verdict = { true: 'ok', false: 'OVER', undefined: '' }[String(isWithin(measurement))] ?? '';
  if (!budget) return [says, shown(value, unit), '', ''];
  const limit = 'most' in budget ? `<= ${shown(budget.most, unit)}` : `>= ${shown(budget.least, unit)}`;
  return [says, shown(value, unit), limit, verdict];
}

/** Bytes as KiB below 4 MiB and as MiB above; milliseconds to a tenth. */
function shown(value: number, unit: Unit): string {
  if (unit === 'bytes') {
    return value < 4 * 1_048_576 ? `${Math.round(value / 1_024)} KiB` : `${Math.round(value / 1_048_576)} MiB`;
  }
  const number = value.toLocaleString('en', { maximumFractionDigits: unit === 'ms' ? 1 : 0 });
  return unit === '' ? number : `${number} ${unit}`;
}
