import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TOP } from './source.ts';

/** Written in pieces, so that this file does not name them either. */
const WORK = ['', 'work', ''].join('/');
const LIBRARY = ['lib', 'rary'].join('');
const HOST = ['registry', 'npmjs', 'org'].join('.');
const TARBALL = ['https://example.test/x', '-', 'x-1.0.0.tgz'].join('/');

const FORBIDDEN: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a path of the machine it was built on', new RegExp(String.raw`(?<![\w.-])${WORK}`)],
  ['the tool library', new RegExp(String.raw`\.${LIBRARY}\b`)],
  ["a package registry's host", new RegExp(String.raw`\b(?:registry|npm)\.(?:npmjs|yarnpkg|npmmirror|pkg)\.\w`)],
  ['where a package was fetched from', /https?:\/\/[^\s"']+\/-\/[^\s"']+\.tgz/],
];

/** What git keeps or would keep. */
function keptFiles(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: TOP,
    encoding: 'utf8',
  });
  return listed.split('\0').filter((path) => path !== '' && existsSync(join(TOP, path)));
}

function namedIn(text: string): readonly string[] {
  return FORBIDDEN.filter(([, pattern]) => pattern.test(text)).map(([what]) => what);
}

describe('no kept text names', () => {
  it('where it was built or where packages came from', () => {
    const files = keptFiles();
    expect(files).toContain('package.json');
    const found = files.flatMap((path) => {
      const text = readFileSync(join(TOP, path), 'utf8');
      return text.includes('\0') ? [] : namedIn(text).map((what) => `${path} names ${what}`);
    });
    expect(found).toEqual([]);
  });
});

it.each([`see ${WORK}shared/x.md`, `in .${LIBRARY}/search`, `https://${HOST}/x`, `"resolved": "${TARBALL}"`])(
  'catches %s',
  (text) => {
    expect(namedIn(text).length).toBe(1);
  },
);

it.each(['src/network/x', 'the library of a user', 'the npm registry', 'https://www.npmjs.com/package/ink'])(
  'allows %s',
  (text) => {
    expect(namedIn(text)).toEqual([]);
  },
);
