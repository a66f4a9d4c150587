/**
 * Bytes as a person reads them: `312 B`, `12.3 kB`, `1.2 MB`. At most eight cells up to a terabyte.
 */
const UNITS = ['B', 'kB', 'MB', 'GB'] as const;

export function shortBytes(bytes: number): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  // Rounded up it would read 1000.0 of the smaller unit.
  while (value >= 999.95 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit] ?? 'GB'}`;
}
