import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { simulatedShopPage } from './simulated-shop.ts';

const PAGE = new URL('../../docs/simulated-shop.md', import.meta.url);

it('docs/simulated-shop.md tells of all endpoints and parameters; UPDATE_DOCS=1 writes it anew', async () => {
  const page = await format(simulatedShopPage(), { ...(await resolveConfig(PAGE)), parser: 'markdown' });
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(PAGE, page);
  expect(await readFile(PAGE, 'utf8')).toBe(page);
});
