import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { TOP } from '../architecture/source.ts';
import { ALLOWED, PLACES, SECRETS } from '../support/secret-scan.ts';
import { expectPage } from './page.ts';
import { securityPage, THREATS } from './security.ts';

/** What the lock file says of a package. */
interface Locked {
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly peer?: boolean;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
}

const textOf = (path: string): string => readFileSync(join(TOP, path), 'utf8');

it('docs/security.md is what the threats and the walk say; UPDATE_DOCS=1 writes it anew', async () => {
  await expectPage('security.md', securityPage(textOf('test/stories/__tables__/strangers-walk.md')));
});

it('every file that is named exists, and every test that is named is in its file', () => {
  const missing = THREATS.flatMap(({ defences }) => defences).flatMap(({ code, test }) => {
    const [file = '', name = ''] = test.split(': ');
    const gone = [code, file].filter((path) => !existsSync(join(TOP, path)));
    return gone.length > 0 || textOf(file).includes(name) ? gone : [`"${name}" in ${file}`];
  });
  expect(missing).toEqual([]);
});

it('a test that is named runs: it is one of ours, or a target that the fuzzing has', () => {
  const targets = textOf('test/fuzz/targets.ts');
  const idle = THREATS.flatMap(({ defences }) => defences)
    .map(({ test }) => test.split(': ')[0] ?? '')
    .filter((file) => !/\.test\.tsx?$|\.mjs$/.test(file))
    .filter((file) => !targets.includes(`./targets/${file.split('/').at(-1) ?? ''}`));
  expect(idle).toEqual([]);
});

it('every threat has its defences and its limits', () => {
  expect(THREATS.filter(({ defences, limits }) => defences.length < 3 || limits.length < 1)).toEqual([]);
});

it('what is allowed of secrets speaks of secrets and places that are looked at, each once', () => {
  const pairs = ALLOWED.map(({ secret, place }) => `${secret} in ${place}`);
  expect(new Set(pairs).size).toBe(pairs.length);
  expect(ALLOWED.filter(({ secret, place }) => !SECRETS.includes(secret) || !PLACES.includes(place))).toEqual([]);
});

it('what is installed with us is two packages and an optional third, the only one with a script', () => {
  const own = JSON.parse(textOf('package.json')) as Readonly<Record<string, Readonly<Record<string, string>>>>;
  expect(Object.keys(own['dependencies'] ?? {}).toSorted()).toEqual(['commander', 'liqe']);
  expect(Object.keys(own['optionalDependencies'] ?? {})).toEqual(['@photostructure/sqlite']);
  expect(own['scripts']?.['postinstall'] ?? own['scripts']?.['install']).toBeUndefined();
  const { packages } = JSON.parse(textOf('package-lock.json')) as {
    readonly packages: Readonly<Record<string, Locked>>;
  };
  const installed = Object.entries(packages).filter(([path, { dev, devOptional, peer }]) => {
    return path !== '' && dev !== true && devOptional !== true && peer !== true;
  });
  expect(installed.length).toBeGreaterThan(2);
  expect(installed.filter(([, { integrity }]) => integrity === undefined).map(([path]) => path)).toEqual([]);
  expect(installed.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([path]) => path)).toEqual([
    'node_modules/@photostructure/sqlite',
  ]);
});
