import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { doctorPage } from './doctor.ts';

const PAGE = new URL('../../docs/doctor.md', import.meta.url);

it('docs/doctor.md tells of all checks; UPDATE_DOCS=1 writes it anew', async () => {
  const page = await format(doctorPage(), { ...(await resolveConfig(PAGE)), parser: 'markdown' });
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(PAGE, page);
  expect(await readFile(PAGE, 'utf8')).toBe(page);
});
