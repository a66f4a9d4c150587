import { expect, it } from 'vitest';
import { DEEDS, POLICIES, outcomeTable, type TableRow } from './outcome-table.ts';

const rows = outcomeTable();

/** `verdict/withoutUs` under `current` for each deed, by policy; the older and the split rules differ where noted. */
function concluded(policy: string, rules: string): Readonly<Record<string, string>> {
  const chosen = rows.filter((row) => row.policy === policy && row.rules === rules);
  return Object.fromEntries(chosen.map((row) => [row.deed.name, `${row.verdict} (alone: ${row.withoutUs})`]));
}

it('mirror shows what Upgates would conclude from the handler', () => {
  for (const row of rows.filter(({ policy }) => policy === 'mirror')) expect(row.verdict).toBe(row.withoutUs);
});

it('rescue turns what would be lost into a repeat, and changes nothing else', () => {
  for (const row of rows.filter(({ policy }) => policy === 'rescue')) {
    expect(row.verdict).toBe(row.withoutUs === 'timed-out' ? 'repeats' : row.withoutUs);
  }
});

it('ack is always delivered', () => {
  for (const row of rows.filter(({ policy }) => policy === 'ack')) expect(row.verdict).toBe('delivered');
});

it('under the rules of today', () => {
  expect(concluded('rescue', 'current')).toEqual({
    'answers 200': 'delivered (alone: delivered)',
    'answers 204': 'delivered (alone: delivered)',
    'answers 201': 'repeats (alone: repeats)',
    'answers 301': 'repeats (alone: repeats)',
    'answers 500': 'repeats (alone: repeats)',
    'refuses the connection': 'repeats (alone: repeats)',
    'resets the connection': 'repeats (alone: repeats)',
    'answers 200 after 1.2 s': 'repeats (alone: timed-out)',
    'stays silent': 'repeats (alone: timed-out)',
  });
});

it('the other profiles differ for the slow and the silent only', () => {
  expect(concluded('mirror', 'legacy')).toMatchObject({
    'answers 200 after 1.2 s': 'repeats (alone: repeats)',
    'stays silent': 'repeats (alone: repeats)',
  });
  expect(concluded('mirror', 'split')).toMatchObject({
    'answers 200 after 1.2 s': 'delivered (alone: delivered)',
    'stays silent': 'timed-out (alone: timed-out)',
  });
});

function shown(row: TableRow): string {
  const answer = 'status' in row.answer ? row.answer.status : row.answer.connection;
  const head = `${row.policy} · ${row.rules} · answer ${answer} at ${row.answer.ms} ms · ${row.verdict}${row.sure ? '' : ' (not sure)'} · without us ${row.withoutUs}`;
  return `${head}\n  ${row.why}\n  ${row.hint ?? '-'}\n`;
}

it('in words, all of it', async () => {
  const text = DEEDS.map((deed) => {
    const group = rows.filter((row) => row.deed === deed).map(shown);
    return `== The handler ${deed.name}\n\n${group.join('\n')}`;
  });
  expect(rows.length).toBe(9 * POLICIES.length * 3);
  await expect(text.join('\n')).toMatchFileSnapshot('__snapshots__/outcome-table.txt');
});
