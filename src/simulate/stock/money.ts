/**
 * Prices: whole crowns, euros with cents, with and without VAT. In and out: amounts as the REST API writes them, with at
 * most two decimals. Rates of VAT: Czech 21 and 12 %, Slovak 23 and 19 % (in force since 2025); the others as Czech.
 */
export interface Price {
  readonly withVat: number;
  readonly withoutVat: number;
}

/** Crowns for a euro in this shop. */
export const CROWNS_FOR_EURO = 25;

export function cents(amount: number): number {
  // The tiny push makes up for halves that binary fractions miss: 1.005 is 1.00499...
  return Math.round((amount + Math.sign(amount) * 1e-9) * 100) / 100 || 0;
}

/** What the price in crowns is in another currency; anything but crowns is counted like euros. */
export function inCurrency(crowns: number, currency: string): number {
  return currency === 'CZK' ? Math.round(crowns) : cents(crowns / CROWNS_FOR_EURO);
}

/** Crowns are paid whole, other money to the cent. */
export function payable(amount: number, currency: string): number {
  return currency === 'CZK' ? Math.round(amount) : cents(amount);
}

export function priceOf(amount: number, vat: number, includesVat: boolean): Price {
  return includesVat
    ? { withVat: cents(amount), withoutVat: cents(amount / (1 + vat / 100)) }
    : { withVat: cents(amount * (1 + vat / 100)), withoutVat: cents(amount) };
}

export type VatRate = 'usual' | 'lower';

const VATS: ReadonlyMap<string, Readonly<Record<VatRate, number>>> = new Map([
  ['cz', { usual: 21, lower: 12 }],
  ['sk', { usual: 23, lower: 19 }],
]);

export const VAT_COUNTRIES: readonly string[] = [...VATS.keys()];

/** In per cent. */
export function vatIn(country: string, rate: VatRate): number {
  return (VATS.get(country) ?? { usual: 21, lower: 12 })[rate];
}
