/**
 * A page of docs/ that is made from data: it is what the maker says, or is written anew with UPDATE_DOCS=1.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { expect } from 'vitest';

/** `markdown`: the whole page, not yet formatted. */
export async function expectPage(name: string, markdown: string): Promise<void> {
  const path = new URL(`../../docs/${name}`, import.meta.url);
  const page = await format(markdown, { ...(await resolveConfig(path)), parser: 'markdown' });
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(path, page);
  expect(await readFile(path, 'utf8').catch(() => 'there is no such page')).toBe(page);
}
