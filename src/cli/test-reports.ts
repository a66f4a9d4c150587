/**
 * The files of `test --report`. They are written before the run, when there is nothing to tell yet: one that cannot be
 * written is found out first, and one of an earlier run is not taken for this one's when the handler does not start.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { trouble } from '../core/failure.ts';
import { printable } from '../core/printable.ts';
import type { ReportForm, ReportWish } from '../settings/test.ts';

export type ReportTexts = Readonly<Record<ReportForm, () => string>>;

/** Makes the folders too. Throws `Failure` (exit 3). */
export function writeReports(wishes: readonly ReportWish[], texts: ReportTexts): void {
  for (const { form, path } of wishes) write(path, texts[form]());
}

function write(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    const reason = error instanceof Error ? printable(error.message) : '';
    throw trouble('report', `The report cannot be written: ${reason}.`, { cause: error });
  }
}
