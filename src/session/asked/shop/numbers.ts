/**
 * Numbers that were asked with, also by scripts that speak to the control door themselves.
 */
import { mistake } from '../../../core/failure.ts';

export const MOST_CALLS = 1_000_000;
export const MOST_RECORDS = 100_000;

/** Throws `Failure` (exit 2). */
export function checkNumber(
  where: string,
  value: number,
  { min, max }: { readonly min: number; readonly max: number },
): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw mistake('option-value', `${where} is ${value}, but it must be a whole number from ${min} to ${max}.`);
}
