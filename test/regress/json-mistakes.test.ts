/** Node's words for broken JSON quote what stands there: a password in the configuration came into the error, and CI's log. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readFaultFile } from '../../src/faults/read-fault-file.ts';
import { readListenSettings } from '../../src/settings/listen.ts';
import { readShopState } from '../../src/simulate/state.ts';
import { readScenario } from '../../src/simulate/scenario/read-scenario.ts';
import { failureOf, projectWith, sources } from '../settings/sources.ts';

const SECRET = 'hunter2hunter2';
const BROKEN = `{"forward": ${SECRET}}`;

const MESSAGES: readonly (readonly [string, () => string])[] = [
  [
    'the configuration',
    () => {
      const cwd = projectWith({ 'upgates-dev.config.json': BROKEN });
      const { message, hint } = failureOf(() => readListenSettings(sources({ cwd })));
      expect(hint).toBe(`The file is ${join(cwd, 'upgates-dev.config.json')}.`);
      return message;
    },
  ],
  ['a saved shop', () => failureOf(() => readShopState(BROKEN)).message],
  ['a scenario', () => failureOf(() => readScenario(BROKEN, 'mine')).message],
  [
    'a file of faults',
    () => {
      const reading = readFaultFile(BROKEN);
      return reading.kind === 'broken' ? reading.message : '';
    },
  ],
];

it.each(MESSAGES)('%s: the place and what should stand there, nothing of the text', (_name, message) => {
  expect(message()).toContain('a value is expected at line 1, column 13');
  expect(message()).not.toContain(SECRET.slice(0, 6));
});

it('half a target is shown without what may be its password', () => {
  const read = () => readListenSettings(sources({ flags: { forward: `http://me:${SECRET}` } }));
  expect(failureOf(read).message).toBe('--forward is "http://me:…", but that is no target.');
  const misplaced = () => readListenSettings(sources({ flags: { event: `http://me:${SECRET}@localhost` } }));
  expect(failureOf(misplaced).message).not.toContain(SECRET);
});
