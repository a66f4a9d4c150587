import { join } from 'node:path';
import { expect, it } from 'vitest';
import { gather } from '../../src/settings/base.ts';
import type { Places } from '../../src/settings/places.ts';
import { projectWith, sources, type Given } from './sources.ts';

const placesOf = (given: Given): Places => gather(sources(given)).base.places;

it.each(['package.json', '.git/HEAD', 'upgates-dev.config.json'])('keeps history beside %s, upward', (file) => {
  const root = projectWith({ [file]: '{}', 'deep/er/x': '' });
  expect(placesOf({ cwd: join(root, 'deep', 'er') }).dataDir).toBe(join(root, '.upgates-dev'));
});

it('takes the nearest of them', () => {
  const root = projectWith({ '.git/HEAD': '', 'packages/api/package.json': '{}' });
  expect(placesOf({ cwd: join(root, 'packages', 'api') }).dataDir).toBe(join(root, 'packages', 'api', '.upgates-dev'));
});

it("keeps the ledger in the user's state directory", () => {
  const [cwd, state] = [projectWith({ 'package.json': '{}' }), projectWith()];
  expect(placesOf({ cwd, env: { XDG_STATE_HOME: state } }).stateDir).toBe(join(state, 'upgates-dev'));
  expect(placesOf({ cwd, env: { XDG_STATE_HOME: 'relative', HOME: state } }).stateDir.startsWith(state)).toBe(true);
});

it('moves both with --data-dir', () => {
  const cwd = projectWith({ 'package.json': '{}' });
  const places = placesOf({ cwd, flags: { 'data-dir': 'elsewhere' } });
  expect(places).toEqual({ dataDir: join(cwd, 'elsewhere'), stateDir: join(cwd, 'elsewhere', 'state') });
});
