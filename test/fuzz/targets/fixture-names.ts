/** What a fixture may be called: no name leads out of its folder, and what was saved is found again. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { findFixture, readFixtureWish } from '../../../src/fixture/find-fixture.ts';
import { fixtureFileName } from '../../../src/fixture/name.ts';
import { saveFixture } from '../../../src/fixture/save.ts';
import { readTriggerName } from '../../../src/replay/trigger-name.ts';
import { given } from '../judge.ts';
import { anyText, spoiled } from '../letters.ts';
import { target } from '../target.ts';

const NAMES = ['Orders.create', 'orders.update.cancelled', 'Gifts.create.of-my-own', 'Products.*', '*'];
const WORDS = ['.', '..', '/', '\\', '../', '..\\', ':', 'CON', '.json', '~', '%2f', '\u2215', '.git', 'constructor'];

export const FIXTURE_NAMES = target({
  name: 'fixture-names',
  words: 'any text as event and label: a file in the folder and nowhere else, or refused',
  ci: 200,
  weight: 6,
  open() {
    const root = mkdtempSync(join(tmpdir(), 'upgates-dev-fuzz-'));
    const folder = join(root, 'fixtures');
    return {
      cases: fc.tuple(
        spoiled({ from: NAMES, words: WORDS, longest: 400 }),
        fc.oneof(anyText, fc.constantFrom(...WORDS)),
      ),
      check([text, label]) {
        given(() => readTriggerName(text, null), { exits: [2] });
        const reading = readFixtureWish(text);
        const event = reading.kind === 'name' ? reading.name.event : text;
        for (const name of [{ event, label }, ...(reading.kind === 'name' ? [reading.name] : [])]) {
          const file = fixtureFileName(name);
          if (file !== null && /[/\\\0]|^\./.test(file)) throw new Error(`it leads elsewhere: ${file}`);
          const body = Buffer.from('{}');
          const path = given(() => saveFixture({ ...name, body, folder, force: true }), { exits: [2, 3] });
          if (path !== null && findFixture(name, folder)?.path !== path) throw new Error(`not found again: ${path}`);
        }
        if (readdirSync(root).some((found) => found !== 'fixtures'))
          throw new Error('something lies beside the folder');
        rmSync(folder, { recursive: true, force: true });
      },
      close: () => rmSync(root, { recursive: true, force: true }),
    };
  },
});
