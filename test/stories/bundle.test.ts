/** What is shipped of the packages that were bundled. */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const SCREEN = new URL('../../dist/show/tui/index.js', import.meta.url);

it('the screen has the production build of React: the development build keeps a record of every draw for ever', async () => {
  const text = await readFile(SCREEN, 'utf8');
  // It is the bundle, with React in it.
  expect(text.length).toBeGreaterThan(300_000);
  expect(text).toContain('react-reconciler');
  // Whether it is asked at run time, and what the development builds of React and of its reconciler are made of.
  for (const sign of ['process.env.NODE_ENV', 'performance.measure', 'react.development', 'reconciler.development']) {
    expect(text.includes(sign), sign).toBe(false);
  }
});
