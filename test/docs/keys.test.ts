import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { keysPage } from './keys.ts';

const PAGE = new URL('../../docs/keys.md', import.meta.url);

it('docs/keys.md says what the key table does; UPDATE_DOCS=1 writes it anew', async () => {
  const page = await format(keysPage(), { ...(await resolveConfig(PAGE)), parser: 'markdown' });
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(PAGE, page);
  expect(await readFile(PAGE, 'utf8')).toBe(page);
});
