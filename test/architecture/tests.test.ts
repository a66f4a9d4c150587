import { expect, it } from 'vitest';
import { sourceFiles } from './source.ts';

it('every source file of core has a test of its own that imports it', () => {
  const tests = new Map(sourceFiles('test/core').map((file) => [file.path, file.text]));
  const untested = sourceFiles('src/core')
    .map((file) => file.path)
    .filter((path) => {
      const text = tests.get(path.replace(/^src/, 'test').replace(/\.ts$/, '.test.ts'));
      return !text?.includes(`from '../../${path}'`);
    });
  expect(untested).toEqual([]);
});

it('every test of core that is named after a source file has one', () => {
  const sources = new Set(sourceFiles('src/core').map((file) => file.path));
  /** Named after what they tell, not after a file. */
  const others = ['test/core/delivery-rules.test.ts', 'test/core/outcome-table.test.ts'];
  const orphans = sourceFiles('test/core')
    .map((file) => file.path)
    .filter((path) => path.endsWith('.test.ts') && !others.includes(path))
    .filter((path) => !sources.has(path.replace(/^test/, 'src').replace(/\.test\.ts$/, '.ts')));
  expect(orphans).toEqual([]);
});

it('no test is skipped or alone', () => {
  const lonely = sourceFiles('test')
    .filter((file) => /\b(?:it|test|describe)\.(?:only|skip|todo)\b/.test(file.text))
    .map((file) => file.path)
    .filter((path) => path !== 'test/architecture/tests.test.ts');
  expect(lonely).toEqual([]);
});
