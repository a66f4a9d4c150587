/** What is told when all is over. In: what was done and what is there to look at. Out: lines; whether everything held. */
import { loadavg } from 'node:os';
import type { Counts } from './chaos.ts';
import { CHECKS } from './checks.ts';
import type { Evidence } from './evidence.ts';
import { figuresOf } from './figures.ts';

export interface Done {
  /** Actions. */
  readonly counts: Counts;
  /** How often strangers tried. */
  readonly strangers: number;
  /** How often the webhooks of the session that lives on were looked for. */
  readonly looked: number;
}

export async function report(evidence: Evidence, { counts, strangers, looked }: Done): Promise<boolean> {
  const actions = [...counts].map(([name, count]) => `${name} ${count}`).toSorted();
  console.log(`\nDone: ${actions.join(', ')}.`);
  console.log(`Strangers tried ${strangers} times, the shop's list of webhooks was looked at ${looked} times.`);
  for (const figure of figuresOf(evidence)) console.log(figure);
  console.log(`Load of the machine at the end: ${loadavg()[0]?.toFixed(1)}.\n`);
  const broken: string[] = [];
  for (const { name, look } of CHECKS) {
    const { held, text } = await look(evidence);
    console.log(`${held ? 'held  ' : 'BROKEN'} ${name}\n       ${text}`);
    if (!held) broken.push(name);
  }
  console.log(`\n${CHECKS.length - broken.length} of ${CHECKS.length} held.`);
  return broken.length === 0;
}
