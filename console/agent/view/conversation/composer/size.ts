const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];

/** A number of bytes as people read it: `1.2 MB`. */
export function sizeOf(bytes: number): string {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const format = { style: 'unit', unit: units[power], unitDisplay: 'short', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(undefined, format).format(bytes / 1_000 ** power);
}
