/** Numbers as people read them. */

export function perSecond(value: number): string {
  return `${Math.round(value).toLocaleString('en')}/s`;
}

export function millis(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

export function percent(value: number): string {
  return `${(value * 100).toFixed(0)} %`;
}

export function times(value: number): string {
  return `${value.toFixed(2)} x`;
}

export function megabytes(value: number): string {
  return `${(value / 1_000_000).toFixed(0)} MB`;
}

/** The share of one call in so many milliseconds. */
export function micros(ms: number | null | undefined, calls: number): string {
  return typeof ms === 'number' ? `${((ms * 1000) / calls).toFixed(0)} µs` : 'not known';
}

export function bytes(value: number): string {
  return `${Math.round(value).toLocaleString('en')} B`;
}
