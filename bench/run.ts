/**
 * `npm run bench [-- --quick] [-- NAME ...]`: measures, one figure after another, and prints a table of ratios.
 * Nothing is asserted: a missed aim is a line in the table. Exit 1 only when a figure could not be measured.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench, Figure } from './figure.ts';
import { FIGURES } from './figures.ts';
import { tableOf } from './table.ts';

async function main(): Promise<void> {
  const { quick, only } = readOptions();
  const chosen = only.length === 0 ? FIGURES : FIGURES.filter(({ name }) => only.includes(name));
  console.log(machine());
  const startedAt = performance.now();
  for (const figure of chosen) await show(figure, quick);
  console.log(`\n${Math.round((performance.now() - startedAt) / 1000)} s in all; load at the end ${load()}.`);
}

function readOptions(): { readonly quick: boolean; readonly only: readonly string[] } {
  const options = { quick: { type: 'boolean', default: false }, only: { type: 'string', multiple: true } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const { quick } = values;
  const only = [...positionals, ...(values.only ?? [])];
  const unknown = only.find((name) => FIGURES.every((figure) => figure.name !== name));
  if (unknown === undefined) return { quick, only };
  throw new Error(`There is no figure "${unknown}". There are: ${FIGURES.map(({ name }) => name).join(', ')}.`);
}

function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `Node ${process.versions.node}, ${process.platform}, ${availableParallelism()} x ${model}; load ${load()}.`;
}

function load(): string {
  return loadavg()[0]?.toFixed(1) ?? '?';
}

async function show(figure: Figure, isQuick: boolean): Promise<void> {
  console.log(`\n${figure.name}: ${figure.words}`);
  const folder = await mkdtemp(join(tmpdir(), 'upgates-dev-bench-'));
  const closers: (() => Promise<void>)[] = [];
  const bench: Bench = { isQuick, folder, defer: (close) => void closers.push(close) };
  try {
    console.log(tableOf(await figure.measure(bench)));
  } catch (error) {
    console.log(`  not measured: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  } finally {
    for (const close of closers.toReversed()) await close();
    await rm(folder, { recursive: true, force: true });
  }
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
