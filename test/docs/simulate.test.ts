import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { simulatePage } from './simulate.ts';

const PAGE = new URL('../../docs/simulate.md', import.meta.url);

it('docs/simulate.md tells of all scenarios and steps; UPDATE_DOCS=1 writes it anew', async () => {
  const page = await format(simulatePage(), { ...(await resolveConfig(PAGE)), parser: 'markdown' });
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(PAGE, page);
  expect(await readFile(PAGE, 'utf8')).toBe(page);
});
