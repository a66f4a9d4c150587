/** The published schema of the configuration is the one the options make. `UPDATE_DOCS=1` writes it anew. */
import { readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { configSchema } from '../../src/settings/schema.ts';

const PUBLISHED = new URL('../../docs/config.schema.json', import.meta.url);

it('docs/config.schema.json is up to date', async () => {
  const text = `${JSON.stringify(configSchema(), null, 2)}\n`;
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(PUBLISHED, text);
  expect(JSON.parse(await readFile(PUBLISHED, 'utf8'))).toEqual(JSON.parse(text));
});
