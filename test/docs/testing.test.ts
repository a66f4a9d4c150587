/** The code of `docs/testing.md` is that of the examples, which run. `UPDATE_DOCS=1` writes it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const TOP = new URL('../../', import.meta.url);
const PAGE = new URL('docs/testing.md', TOP);
const BLOCK = /<!-- (?<path>\S+?)(?:: (?<name>.+?))? -->\n\n```js\n(?<code>[^]*?)```\n/g;

function exampleAt(path: string, name: string | undefined): string {
  const text = readFileSync(new URL(path, TOP), 'utf8');
  if (name === undefined) return text;
  const start = `it('${name}', async () => {\n`;
  const at = text.indexOf(start);
  if (at === -1) throw new Error(`${path} has no test "${name}"`);
  const body = text.slice(at + start.length, text.indexOf('\n});\n', at) + 1);
  return body.replaceAll(/^ {2}/gm, '');
}

function withExamples(page: string): string {
  return page.replaceAll(BLOCK, (...match) => {
    const { path = '', name } = match.at(-1) as { readonly path?: string; readonly name?: string };
    const mark = name === undefined ? path : `${path}: ${name}`;
    return `<!-- ${mark} -->\n\n\`\`\`js\n${exampleAt(path, name)}\`\`\`\n`;
  });
}

it('shows examples that run', () => {
  const page = readFileSync(PAGE, 'utf8');
  const written = withExamples(page);
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(PAGE, written);
  else expect(page).toBe(written);
});

it('shows no other code', () => {
  const rest = readFileSync(PAGE, 'utf8').replaceAll(BLOCK, '');
  expect(rest).not.toContain('```');
});

it('tells every recipe', () => {
  const page = readFileSync(PAGE, 'utf8');
  const recipes = readFileSync(new URL('examples/vitest/recipes.test.js', TOP), 'utf8');
  const names = [...recipes.matchAll(/^it\('(.+)'/gm)].map((match) => match[1] ?? '');
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !page.includes(`recipes.test.js: ${name} -->`))).toEqual([]);
});
