import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { ALL_TUNNELS } from '../../src/tunnel/providers.ts';
import { tunnelsPage } from './tunnels.ts';

const PAGE = new URL('../../docs/tunnels.md', import.meta.url);

it('docs/tunnels.md tells of all ways; UPDATE_DOCS=1 writes it anew', async () => {
  const page = await format(tunnelsPage(), { ...(await resolveConfig(PAGE)), parser: 'markdown' });
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(PAGE, page);
  expect(await readFile(PAGE, 'utf8')).toBe(page);
});

it.each(ALL_TUNNELS)('$name says of each break what it knows, and where from', ({ seenByShop, about }) => {
  for (const how of ['reset', 'empty', 'truncate', 'garbage'] as const) {
    expect(seenByShop[how] === 'unknown').toBe(about.seenFrom[how] === 'not known');
  }
});
