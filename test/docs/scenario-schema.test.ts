/** The published schema of scenarios is the one their fields make. `UPDATE_DOCS=1` writes it anew. */
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { scenarioSchema } from '../../src/simulate/scenario/scenario-schema.ts';

const PUBLISHED = new URL('../../docs/scenario.schema.json', import.meta.url);
const PACKAGE = new URL('../../package.json', import.meta.url);

it('docs/scenario.schema.json is up to date', async () => {
  const text = await format(JSON.stringify(scenarioSchema()), { ...(await resolveConfig(PUBLISHED)), parser: 'json' });
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(PUBLISHED, text);
  expect(JSON.parse(await readFile(PUBLISHED, 'utf8'))).toEqual(JSON.parse(text));
});

it('reaches users with the package', async () => {
  const { files, exports } = JSON.parse(await readFile(PACKAGE, 'utf8')) as {
    readonly files: readonly string[];
    readonly exports: Readonly<Record<string, unknown>>;
  };
  expect(files).toContain('docs/scenario.schema.json');
  expect(exports['./scenario.schema.json']).toBe('./docs/scenario.schema.json');
});
