import { expect, it } from 'vitest';
import { courseToPlay, shifted } from '../../../src/cli/simulate/resume.ts';
import type { Saved, SavedScenario } from '../../../src/cli/simulate/saved.ts';
import { readScenario } from '../../../src/simulate/scenario/read-scenario.ts';
import { failureOf } from '../../settings/sources.ts';

function scenario(name: string): Omit<SavedScenario, 'progress'> {
  const text = JSON.stringify({ title: name, description: 'd', steps: [{ at: '1m', do: 'say', text: name }] });
  return { scenario: readScenario(text, name), text };
}

const LEFT: SavedScenario = { ...scenario('a'), progress: { startedAt: 1000, played: 0 } };
const OVER: SavedScenario = { ...LEFT, progress: { startedAt: 1000, played: 1 } };

function kept(left: SavedScenario | null) {
  return { path: 'shop.json', saved: { scenario: left } as Saved };
}

it.each([
  ['a new shop plays what was chosen', scenario('a'), null, { ...scenario('a'), progress: null }],
  ['so does a saved one that played nothing', scenario('a'), kept(null), { ...scenario('a'), progress: null }],
  ['what was left goes on', null, kept(LEFT), LEFT],
  ['also when it is named', scenario('a'), kept(LEFT), LEFT],
  ['what is over stays over', scenario('a'), kept(OVER), OVER],
  ['and may be followed by another', scenario('b'), kept(OVER), { ...scenario('b'), progress: null }],
  ['nothing is played by itself', null, kept(null), null],
] as const)('%s', (...[, chosen, file, toPlay]) => {
  expect(courseToPlay(chosen, file)).toEqual(toPlay);
});

it('another one than that in the middle is a mistake', () => {
  const failure = failureOf(() => courseToPlay(scenario('b'), kept(LEFT)));
  expect(failure).toMatchObject({ code: 'state-contradicted', exit: 2 });
  expect(failure.message).toBe('--scenario is b, but the shop in shop.json is in the middle of a.');
});

it('the time that a shop was closed for is not made up for', () => {
  expect(shifted(LEFT, 500).progress).toEqual({ startedAt: 1500, played: 0 });
  expect(shifted({ ...LEFT, progress: null }, 500).progress).toBeNull();
});
