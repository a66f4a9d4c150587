import { readdirSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { EXAMPLE_HANDLERS, EXAMPLES_FOLDER } from '../support/example-handlers.ts';
import { exampleHandlersPage } from './example-handlers.ts';

const PAGE = join(EXAMPLES_FOLDER, 'README.md');

it('examples/handlers/README.md says what is expected of them; UPDATE_DOCS=1 writes it anew', async () => {
  const page = await format(exampleHandlersPage(), { ...(await resolveConfig(PAGE)), parser: 'markdown' });
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(PAGE, page);
  expect(await readFile(PAGE, 'utf8')).toBe(page);
});

it('every program in the folder is in expected.json, and the other way round', () => {
  const programs = readdirSync(EXAMPLES_FOLDER).filter(
    (file) => /\.(?:mjs|py|php)$/.test(file) && file !== 'frame.mjs',
  );
  expect(EXAMPLE_HANDLERS.map(({ file }) => file).toSorted()).toEqual(programs.toSorted());
});

it.each(EXAMPLE_HANDLERS)('$file opens with what is wrong and what Upgates concludes', ({ file, needs }) => {
  const text = readFileSync(join(EXAMPLES_FOLDER, file), 'utf8').slice(0, 1500);
  const comment = text.split('\n').filter((line) => /^(?:\/\/|#)/.test(line));
  expect(comment.filter((line) => /^(?:\/\/|#) (?:Wrong|Right): /.test(line)).length).toBeGreaterThan(0);
  expect(comment.some((line) => /^(?:\/\/|#) Upgates concludes: /.test(line))).toBe(true);
  if (needs !== undefined) expect(text).toContain(needs.install);
});
