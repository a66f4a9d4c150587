import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { CAUSES, checksPage } from './checks.ts';

const PAGE = new URL('../../docs/checks.md', import.meta.url);

it('docs/checks.md tells of all checks; UPDATE_DOCS=1 writes it anew', async () => {
  const page = await format(checksPage(), { ...(await resolveConfig(PAGE)), parser: 'markdown' });
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(PAGE, page);
  expect(await readFile(PAGE, 'utf8')).toBe(page);
});

it('every cause is explained', () => {
  const files = readdirSync(new URL('../../src/check/causes', import.meta.url)).map((name) =>
    name.replace(/\.ts$/, ''),
  );
  const tools = ['cause', 'framework'];
  expect(Object.keys(CAUSES).toSorted()).toEqual(files.filter((name) => !tools.includes(name)).toSorted());
});
