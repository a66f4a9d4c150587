/**
 * Links that came with a checked-out repository. What is read through one must end (`/dev/zero` does not), and nothing is
 * written through one: a log that is a link into a shell's start-up file would be run.
 */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixtureBody } from '../../src/fixture/find-fixture.ts';
import { saveFixture } from '../../src/fixture/save.ts';
import { editBody } from '../../src/replay/edit.ts';
import { readListenSettings } from '../../src/settings/listen.ts';
import { createLog } from '../../src/settings/log.ts';
import { openHistory } from '../../src/store/history.ts';
import { run } from '../cli/fake-io.ts';
import { failureOf, projectWith, sources } from '../settings/sources.ts';

const now = (): number => Date.UTC(2026, 10, 23);
const ENDLESS = '/dev/zero';

describe('to a device that never ends', () => {
  it('.env and a file of faults are refused', () => {
    const cwd = projectWith();
    symlinkSync(ENDLESS, join(cwd, '.env'));
    expect(failureOf(() => readListenSettings(sources({ cwd }))).message).toMatch(
      /\.env cannot be read: it is no file\.$/,
    );
    const faults = () => readListenSettings(sources({ flags: { faults: ENDLESS } }));
    expect(failureOf(faults)).toMatchObject({ code: 'fault-file', exit: 2 });
  });

  it('a configuration is none', () => {
    const cwd = projectWith();
    symlinkSync(ENDLESS, join(cwd, 'upgates-dev.config.json'));
    expect(readListenSettings(sources({ cwd })).configFile).toBeNull();
  });

  it('a fixture is refused', () => {
    const known = {
      event: 'Orders.create',
      label: null,
      path: ENDLESS,
      standing: 'documented',
      origin: 'own',
    } as const;
    expect(() => fixtureBody(known)).toThrow(expect.objectContaining({ code: 'fixture-read', exit: 3 }));
  });

  it.each([
    ['a scenario', ['--scenario', './endless.json']],
    ['the state of a shop', ['--state', 'endless.json']],
  ])('%s is refused', async (_name, flags) => {
    const cwd = projectWith();
    symlinkSync(ENDLESS, join(cwd, 'endless.json'));
    const ran = await run(['simulate', '--port', '0', '--json', ...flags], { cwd });
    expect(ran.exit).toBe(2);
    expect(ran.stderr).toMatch(/is no file/);
  });
});

describe('to somewhere else', () => {
  it('the data directory is not used, and what lies there stays as it is', () => {
    const [cwd, elsewhere] = [projectWith(), projectWith({ precious: 'x' })];
    const mode = statSync(elsewhere).mode;
    symlinkSync(elsewhere, join(cwd, '.upgates-dev'));
    const dir = join(cwd, '.upgates-dev');
    expect(() => openHistory({ dir, now, session: 'now' })).toThrow(
      expect.objectContaining({ code: 'data-dir-link', exit: 3 }),
    );
    createLog({ dataDir: dir, now }).write('error', 'x');
    expect(readdirSync(elsewhere)).toEqual(['precious']);
    expect(statSync(elsewhere).mode).toBe(mode);
  });

  it.each(['history.db', 'history.db-wal'])('%s is not written through', (name) => {
    const [dir, elsewhere] = [projectWith(), projectWith()];
    symlinkSync(join(elsewhere, 'target'), join(dir, name));
    expect(() => openHistory({ dir, now, session: 'now' })).toThrow(
      expect.objectContaining({ code: 'data-dir-link', exit: 3 }),
    );
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it('the log is not written through', () => {
    const [dir, elsewhere] = [projectWith(), projectWith({ '.bashrc': '# mine\n' })];
    symlinkSync(join(elsewhere, '.bashrc'), join(dir, 'upgates-dev.log'));
    const log = createLog({ dataDir: dir, now });
    log.write('error', '$(touch owned)');
    expect(log.path()).toBeNull();
    expect(readFileSync(join(elsewhere, '.bashrc'), 'utf8')).toBe('# mine\n');
  });

  it('.gitignore is not made at its end', () => {
    const [cwd, elsewhere] = [projectWith(), projectWith()];
    const dir = join(cwd, '.upgates-dev');
    mkdirSync(dir);
    symlinkSync(join(elsewhere, 'made'), join(dir, '.gitignore'));
    openHistory({ dir, now, session: 'now' }).close();
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it('a fixture is saved in its place, not at its end', () => {
    const [folder, elsewhere] = [projectWith(), projectWith({ target: 'theirs' })];
    const path = join(folder, 'Orders.create.json');
    const wish = { event: 'Orders.create', label: null, body: Buffer.from('{}'), folder };
    symlinkSync(join(elsewhere, 'made'), path);
    expect(() => saveFixture({ ...wish, force: false })).toThrow(expect.objectContaining({ code: 'fixture-exists' }));
    expect(saveFixture({ ...wish, force: true })).toBe(path);
    expect(lstatSync(path).isFile()).toBe(true);
    expect(existsSync(join(elsewhere, 'made'))).toBe(false);
    expect(readdirSync(folder)).toEqual(['Orders.create.json']);
  });

  it('a body to be edited is not put there', async () => {
    const [dir, elsewhere] = [projectWith(), projectWith()];
    const mode = statSync(elsewhere).mode;
    symlinkSync(elsewhere, join(dir, 'edits'));
    const editing = { editor: 'true', folder: join(dir, 'edits'), layOut: (text: string) => text };
    const toEdit = { event: 'Orders.create', id: 'abc', body: Buffer.from('{}') };
    await expect(editBody(toEdit, { ...editing, signal: new AbortController().signal })).rejects.toMatchObject({
      code: 'edit-file',
      exit: 3,
    });
    expect(readdirSync(elsewhere)).toEqual([]);
    expect(statSync(elsewhere).mode).toBe(mode);
  });
});

describe('a place to write to, named by a file of the repository', () => {
  const outside = projectWith;

  it.each(['dataDir', 'readyFile'])('%s stays in the project', (key) => {
    const elsewhere = outside();
    for (const path of [join(elsewhere, 'x'), '../x', '~/../../x/../../../etc/x']) {
      const cwd = projectWith({ 'upgates-dev.config.json': { [key]: path } });
      const { code, exit, message } = failureOf(() => readListenSettings(sources({ cwd })));
      expect({ code, exit }).toEqual({ code: 'outside-project', exit: 2 });
      expect(message).toContain(`"${key}" in upgates-dev.config.json`);
    }
  });

  it('through a link neither, existing or not', () => {
    const elsewhere = outside();
    const cwd = projectWith({ '.env': 'UPGATES_DEV_READY_FILE=link/ready.json\n' });
    symlinkSync(elsewhere, join(cwd, 'link'));
    expect(failureOf(() => readListenSettings(sources({ cwd }))).code).toBe('outside-project');
    writeFileSync(join(cwd, '.env'), 'UPGATES_DEV_DATA_DIR=nowhere\n');
    symlinkSync(join(elsewhere, 'not-yet'), join(cwd, 'nowhere'));
    expect(failureOf(() => readListenSettings(sources({ cwd }))).code).toBe('outside-project');
  });

  it('whoever types it may write where they like', () => {
    const elsewhere = outside();
    const path = join(elsewhere, 'ready.json');
    const cwd = projectWith({ 'upgates-dev.config.json': { readyFile: 'inside/ready.json' } });
    expect(readListenSettings(sources({ cwd })).readyFile).toBe(join(cwd, 'inside', 'ready.json'));
    expect(readListenSettings(sources({ cwd, flags: { 'ready-file': path } })).readyFile).toBe(path);
    expect(readListenSettings(sources({ cwd, env: { UPGATES_DEV_READY_FILE: path } })).readyFile).toBe(path);
  });
});
