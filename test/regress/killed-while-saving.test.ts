/**
 * Found by the soak: a simulated shop that was killed while it wrote its state left a temporary file beside it for ever.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openState } from '../../src/cli/simulate/state-file.ts';
import { temporaryFolder } from '../support/program.ts';

it('what a killed shop had half written is gone at the next start, and nothing else', async () => {
  const folder = await temporaryFolder();
  onTestFinished(folder.remove);
  const others = ['other.json.0123abcd.tmp', 'shop.json.notes.tmp', 'shop.json.tmp'];
  for (const name of ['shop.json.0123abcd.tmp', ...others]) writeFileSync(join(folder.path, name), 'half');
  const state = await openState(join(folder.path, 'shop.json'), Date.now);
  await state.release();
  expect(readdirSync(folder.path).toSorted()).toEqual(others);
});
