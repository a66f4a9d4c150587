/**
 * A row of numbers as a small picture, one cell each, the newest at the right. In: numbers. Out: text.
 */
const LEVELS = '▁▂▃▄▅▆▇█';

/** The lowest is the lowest bar and the highest the highest; numbers that hardly differ look alike. */
export function sparkline(values: readonly number[], width: number): string {
  const shown = values.slice(-Math.max(0, width));
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  // A way of 80 to 90 ms is a steady one: it shall not look like a mountain range.
  const range = Math.max(high - low, high / 4, 1);
  return shown.map((value) => LEVELS.charAt(Math.round(((value - low) / range) * (LEVELS.length - 1)))).join('');
}
