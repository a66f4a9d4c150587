/**
 * The files of `test --report`. They are opened before the run: a report that cannot be written is found out first.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { trouble } from '../core/failure.ts';
import { printable } from '../core/printable.ts';
import type { ReportForm, ReportWish } from '../settings/test.ts';

export type ReportTexts = Readonly<Record<ReportForm, () => string>>;

/** Makes the folders too. Throws `Failure` (exit 3). */
export function openReports(wishes: readonly ReportWish[]): void {
  for (const { path } of wishes) write(path, '');
}

/** Throws `Failure` (exit 3). */
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
