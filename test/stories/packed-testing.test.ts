/**
 * The package as users get it: packed, unpacked in an empty folder, with nothing beside it but what it depends on. Its
 * testing entry points are compiled by a strict project and run by plain Node, as a module and as CommonJS.
 */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const TOP = fileURLToPath(new URL('../../', import.meta.url));
const EVERYTHING = join(TOP, 'test/packed/uses-everything.ts');
const run = promisify(execFile);

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'upgates-dev-packed-'));
  const modules = join(folder, 'node_modules');
  await mkdir(join(modules, 'upgates-dev'), { recursive: true });
  await run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], { cwd: TOP });
  const archive = join(folder, 'upgates-dev-0.1.0.tgz');
  await run('tar', ['-xzf', archive, '--strip-components=1', '-C', join(modules, 'upgates-dev')]);
  for (const name of ['liqe', 'msw', '@types']) await symlink(join(TOP, 'node_modules', name), join(modules, name));
  await copyFile(EVERYTHING, join(folder, 'uses-everything.mts'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function compile(name: string, options: object, files: readonly string[]): Promise<string> {
  const strict = { strict: true, exactOptionalPropertyTypes: true, noEmit: true, types: ['node'] };
  const compilerOptions = {
    ...strict,
    target: 'es2022',
    lib: ['es2022', 'esnext.disposable', 'dom', 'dom.iterable'],
    ...options,
  };
  await writeFile(join(folder, name), JSON.stringify({ compilerOptions, files }));
  const tsc = join(TOP, 'node_modules/typescript/bin/tsc');
  const done = run(process.execPath, [tsc, '-p', join(folder, name)]);
  return await done.then(({ stdout }) => stdout).catch((error: { readonly stdout: string }) => error.stdout);
}

async function node(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return (await run(process.execPath, [join(folder, name)])).stdout;
}

it('is understood by a strict project with module resolution node16, as a module and as CommonJS', async () => {
  await copyFile(EVERYTHING, join(folder, 'uses-everything.cts'));
  const files = ['uses-everything.mts', 'uses-everything.cts'];
  expect(await compile('node16.json', { module: 'node16' }, files)).toBe('');
});

it('is understood by a strict project with module resolution bundler', async () => {
  const options = { module: 'esnext', moduleResolution: 'bundler' };
  expect(await compile('bundler.json', options, ['uses-everything.mts'])).toBe('');
});

const USE = `
  const shop = await createShop();
  const delivery = await shop.emit('Orders.create');
  shop.fault('status=500,match=event:Orders.*');
  await shop.close();
  console.log(delivery, upgatesHandlers(shop).length, new Failure({ code: 'a', exit: 2 }, 'b').code);
`;

it('runs as a module', async () => {
  const imports = `import { createShop, Failure } from 'upgates-dev/testing';
    import { upgatesHandlers } from 'upgates-dev/msw';`;
  expect(await node('module.mjs', imports + USE)).toBe('null 3 a\n');
});

it('runs as CommonJS', async () => {
  const requires = `const { createShop, Failure } = require('upgates-dev/testing');
    const { upgatesHandlers } = require('upgates-dev/msw');`;
  expect(await node('script.cjs', `${requires}(async () => {${USE}})();`)).toBe('null 3 a\n');
});

it('does not ask for MSW before somebody does', async () => {
  await rm(join(folder, 'node_modules', 'msw'));
  const text = `import { createShop } from 'upgates-dev/testing'; await (await createShop()).close();
    await import('upgates-dev/msw').catch((error) => console.log(error.code));`;
  expect(await node('without.mjs', text)).toBe('ERR_MODULE_NOT_FOUND\n');
  await symlink(join(TOP, 'node_modules', 'msw'), join(folder, 'node_modules', 'msw'));
});
