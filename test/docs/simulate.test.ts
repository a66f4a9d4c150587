import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { courseOf } from '../../src/simulate/scenario/course.ts';
import { readScenario } from '../../src/simulate/scenario/read-scenario.ts';
import { simulatePage } from './simulate.ts';

const PAGE = new URL('../../docs/simulate.md', import.meta.url);

it('docs/simulate.md tells of all scenarios and steps; UPDATE_DOCS=1 writes it anew', async () => {
  const page = await format(simulatePage(), { ...(await resolveConfig(PAGE)), parser: 'markdown' });
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(PAGE, page);
  expect(await readFile(PAGE, 'utf8')).toBe(page);
});

it('its example can be played', () => {
  const example = /```json\n([^`]+)```/.exec(simulatePage())?.[1] ?? '';
  expect(courseOf(readScenario(example, 'example'))).toHaveLength(64);
});
