import headless from '@xterm/headless';
import { expect, it } from 'vitest';
import { pictureOf, svgOf, wordsOfSvg, type Picture } from './picture.ts';

function picture(bytes: string): Promise<Picture> {
  const term = new headless.Terminal({ cols: 20, rows: 2, allowProposedApi: true });
  return new Promise((resolve) => term.write(bytes, () => resolve(pictureOf(term))));
}

it('gives a letter of two cells its two cells, and what follows its own place', async () => {
  const { rows } = await picture('a 注文 b');
  expect(rows[0]?.map(({ column, text, cells }) => [column, text, cells])).toEqual([
    [0, 'a ', 2],
    [2, '注', 2],
    [4, '文', 2],
    [6, ' b'.padEnd(14), 14],
  ]);
});

it('keeps letters with marks of their own in their row', async () => {
  const { rows } = await picture('Z\u030cluta\u0301 x');
  expect(rows[0]?.map(({ column, text }) => [column, text.trimEnd()])).toEqual([[0, 'Z\u030cluta\u0301 x']]);
});

it('draws colours that suit dark and light pages, and escapes what was written', async () => {
  const svg = svgOf(await picture('\u001b[32m<ok> & \u001b[0;1mbold\u001b[0m\r\n\u001b[7m \u001b[0m'), 'A <title>');
  expect(svg).toContain('<title>A &lt;title&gt;</title>');
  expect(svg).toMatch(/\.green\{fill:#7bc275\}.*@media\(prefers-color-scheme:light\)\{.*\.green\{fill:#1a7f37\}/);
  expect(svg).not.toContain('.red{');
  expect(svg).toMatch(/<text class="green" [^>]*>&lt;ok&gt; &amp; <\/text>/);
  expect(svg).toMatch(/<text class="ink bold" [^>]*>bold<\/text>/);
  expect(svg).toMatch(/<rect class="ink" [^>]*\/><text class="paper" /);
  const [first] = wordsOfSvg(svg);
  expect(first?.trim()).toMatch(/^<green> <ok> & +<ink bold> bold/);
});
