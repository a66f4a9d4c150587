import { describe, expect, it } from 'vitest';
import { folderOf, importsOf, sourceFiles, targetOf, withoutStrings, type Import, type SourceFile } from './source.ts';

/** Which folder may import from which others; its own is always allowed. */
const ABOVE_SESSION = [
  'core',
  'filter',
  'faults',
  'fixture',
  'dial',
  'child',
  'receive',
  'tunnel',
  'store',
  'send',
  'register',
  'simulate',
  'replay',
  'settings',
] as const;

const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  filter: ['core'],
  faults: ['core', 'filter'],
  fixture: ['core'],
  dial: ['core'],
  receive: ['core', 'faults'],
  child: ['core', 'dial'],
  tunnel: ['core', 'dial', 'child'],
  store: ['core', 'filter'],
  send: ['core', 'dial'],
  register: ['core', 'dial'],
  simulate: ['core', 'faults', 'fixture', 'send'],
  replay: ['core', 'filter', 'faults', 'store', 'send', 'fixture', 'simulate'],
  check: ['core', 'dial', 'child', 'fixture', 'send', 'simulate'],
  settings: ['core', 'filter', 'faults', 'dial'],
  session: ABOVE_SESSION,
  show: ['core', 'filter'],
  cli: [...ABOVE_SESSION.filter((folder) => folder !== 'receive'), 'check', 'session', 'show'],
  'index.ts': ['core', 'simulate'],
  testing: ['core', 'faults', 'fixture', 'simulate'],
  'testing.ts': ['core', 'testing'],
  'msw.ts': ['core', 'simulate', 'testing'],
};

/** The one place of each package, as the beginning of a path. A new dependency gets a line here. */
const PACKAGES: Readonly<Record<string, string>> = {
  commander: 'src/cli/',
  liqe: 'src/filter/',
  localtunnel: 'src/tunnel/localtunnel-client.ts',
  '@photostructure/sqlite': 'src/store/',
  'node:sqlite': 'src/store/',
  ink: 'src/show/tui/',
  react: 'src/show/tui/',
  msw: 'src/msw.ts',
  '@ngrok/ngrok': 'src/tunnel/ngrok-sdk.ts',
};

/** What makes a result depend on more than the arguments. */
const IMPURE =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bMath\.random\b|\bset(?:Timeout|Interval|Immediate)\b|\bqueueMicrotask\b|\b(?:process|performance|crypto|console|fetch|globalThis)\b/;

/** What is wrong with one import; null when nothing is. */
function complaint(file: SourceFile, found: Import): string | null {
  if (found.from === null) return `${file.path} imports what is not a plain string`;
  const target = targetOf(file, found.from);
  const told = `${file.path} imports ${found.from}`;
  if ('package' in target) return packageComplaint(file, target.package, told);
  const [from, to] = [folderOf(file.path), folderOf(target.path)];
  if (!target.path.startsWith('src/')) return `${told}: that is outside src`;
  const allowed = MAY_IMPORT[from];
  if (allowed === undefined) return `${file.path}: the folder ${from} is not in the table`;
  const isShowsType = from === 'show' && found.kind === 'type';
  return from === to || allowed.includes(to) || isShowsType ? null : `${told}: ${from} may not import ${to}`;
}

function packageComplaint(file: SourceFile, name: string, told: string): string | null {
  if (folderOf(file.path) === 'core') return `${told}: core imports nothing from outside`;
  const place = PACKAGES[name];
  if (place === undefined) return name.startsWith('node:') ? null : `${told}: the package has no place in the table`;
  return file.path.startsWith(place) ? null : `${told}: it belongs to ${place}`;
}

function complaintsOf(file: SourceFile): readonly string[] {
  return importsOf(file.text)
    .map((found) => complaint(file, found))
    .filter((text) => text !== null);
}

const files = sourceFiles('src');

describe('the source tree', () => {
  it('obeys the table of imports', () => {
    expect(files.length).toBeGreaterThan(10);
    expect(files.flatMap(complaintsOf)).toEqual([]);
  });

  it('is pure in core', () => {
    const impure = files
      .filter((file) => folderOf(file.path) === 'core')
      .flatMap((file) =>
        withoutStrings(file.text)
          .split('\n')
          .map((line) => `${file.path}: ${line.trim()}`),
      )
      .filter((line) => IMPURE.test(line));
    expect(impure).toEqual([]);
  });

  it('has no drawer for odds and ends', () => {
    const drawers = [...files, ...sourceFiles('test')]
      .map((file) => file.path)
      .filter((path) => /(?:^|\/)(?:utils?|helpers?|types?|common|constants?|misc)(?:\.(?:test\.)?tsx?|\/)/.test(path));
    expect(drawers).toEqual([]);
  });

  it('is named in kebab-case', () => {
    const odd = files.map((file) => file.path).filter((path) => !/^[a-z0-9/-]+(?:\.d)?\.tsx?$/.test(path));
    expect(odd).toEqual([]);
  });
});

describe('the rules catch what they should', () => {
  const complaintAbout = (path: string, text: string): readonly string[] => complaintsOf({ path, text });

  it.each([
    ['src/core/verdict.ts', "import { readFile } from 'node:fs';"],
    ['src/core/verdict.ts', "import type { Row } from '../store/row.ts';"],
    ['src/core/verdict.ts', "export * from '../send/attempt.ts';"],
    ['src/core/verdict.ts', "import 'ink';"],
    ['src/receive/listener.ts', "import { open } from '../store/open.ts';"],
    ['src/receive/listener.ts', "const store = await import('../store/open.ts');"],
    ['src/receive/listener.ts', "import type { DeliveryRow } from '../store/row.ts';"],
    ['src/session/session.ts', "import { checks } from '../check/all.ts';"],
    ['src/cli/listen.ts', "import { createListener } from '../receive/listener.ts';"],
    ['src/cli/listen.ts', "import { Box } from 'ink';"],
    ['src/show/lines.ts', "import { Text } from 'ink';"],
    ['src/show/lines.ts', "import { open } from '../store/open.ts';"],
    ['src/show/lines.ts', "import { open, type Row } from '../store/open.ts';"],
    ['src/session/session.ts', "import { Command } from 'commander';"],
    ['src/tunnel/supervisor.ts', "import localtunnel from 'localtunnel';"],
    ['src/tunnel/supervisor.ts', "import lodash from 'lodash';"],
    ['src/send/send.ts', "import { DatabaseSync } from 'node:sqlite';"],
    ['src/send/send.ts', "const { x } = require('../store/row.ts');"],
    ['src/send/send.ts', 'const x = await import(name);'],
    ['src/send/send.ts', "const liqe = createRequire(import.meta.url)('liqe');"],
    ['src/index.ts', "export { createListener } from './receive/listener.ts';"],
    ['src/core/verdict.ts', "import { x } from '../../test/core/conversation.ts';"],
    ['src/oddments/x.ts', "import { x } from '../core/verdict.ts';"],
    ['src/receive/listener.ts', "import {\n  a,\n  type B,\n} from '../send/send.ts';"],
  ])('%s: %s', (path, text) => {
    expect(complaintAbout(path, text).length).toBe(1);
  });

  it.each([
    ['src/core/verdict.ts', "import { a } from './rules.ts';"],
    ['src/core/verdict.ts', "// import { readFile } from 'node:fs';"],
    ['src/core/verdict.ts', "/* import { readFile } from 'node:fs'; */"],
    ['src/show/lines.ts', "import type { DeliveryRow } from '../store/row.ts';"],
    ['src/show/lines.ts', "import { type DeliveryRow, type PageRequest } from '../store/row.ts';"],
    ['src/show/lines.ts', "type Store = typeof import('../store/open.ts');"],
    ['src/show/tui/app.tsx', "import { Box } from 'ink';\nimport { useState } from 'react';"],
    ['src/tunnel/localtunnel-client.ts', "import localtunnel from 'localtunnel';"],
    ['src/cli/listen.ts', "import { Command } from 'commander';\nawait import('../show/tui/index.ts');"],
    ['src/receive/listener.ts', "import { createServer } from 'node:http';"],
    ['src/store/open.ts', "process.getBuiltinModule?.('node:sqlite')"],
  ])('and nothing else: %s: %s', (path, text) => {
    expect(complaintAbout(path, text)).toEqual([]);
  });

  it.each(['Date.now()', 'new Date()', 'Math.random()', 'setTimeout(f, 1)', 'process.env', 'performance.now()'])(
    'impure: %s',
    (text) => {
      expect(IMPURE.test(text)).toBe(true);
    },
  );

  it.each(["'process'", '// Date.now()', '/** fetch */', 'new Date(at)', 'processed'])('pure: %s', (text) => {
    expect(IMPURE.test(withoutStrings(text))).toBe(false);
  });
});
