import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LANES } from '../soak/options.ts';

it('docs/soak.md names every lane with all of its actions', () => {
  const rows = readFileSync('docs/soak.md', 'utf8').split('\n');
  for (const { name, actions } of LANES) {
    const row = rows.find((line) => line.startsWith(`| \`${name}\``)) ?? '';
    const named = [...row.matchAll(/`([a-z]+-[a-z-]+|[a-z]+)`/g)].map(([, word]) => word).slice(1);
    expect(named).toEqual(actions.map((action) => action.name));
  }
});
