import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { answersPage } from './answers.ts';

const PAGE = new URL('../../docs/answers.md', import.meta.url);

it('docs/answers.md says what the code does; UPDATE_DOCS=1 writes it anew', async () => {
  const page = await format(answersPage(), { ...(await resolveConfig(PAGE)), parser: 'markdown' });
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(PAGE, page);
  expect(await readFile(PAGE, 'utf8')).toBe(page);
});
