import { defineConfig } from 'vitest/config';

/** Tests with a real second in them, or with the whole program: they run after the others, one file at a time. */
const ALONE = ['test/session/**/*.test.{ts,tsx}', 'test/stories/**/*.test.{ts,tsx}'];

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    sequence: { shuffle: true },
    testTimeout: 20_000,
    hookTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'stages',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ALONE,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: ALONE, fileParallelism: false, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
