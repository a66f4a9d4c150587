import { existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readListenSettings } from '../../../src/settings/listen.ts';
import { projectWith, sources } from '../../settings/sources.ts';
import { run, type Ran } from '../fake-io.ts';

const ADDRESS = 'https://demoshop.admin.s1.upgates.com';

function initIn(cwd: string, ...answers: readonly string[]): Promise<Ran> {
  return run(['init'], { cwd, answer: answers.map((text) => `${text}\n`).join('') });
}

function textOf(cwd: string, name: string): string {
  return readFileSync(join(cwd, name), 'utf8');
}

it('writes what a session then uses, the key only into .env, which only the user can read and git ignores', async () => {
  const cwd = projectWith({ '.git/HEAD': 'ref', '.gitignore': 'node_modules' });
  const ran = await initIn(cwd, ADDRESS, '12345678', 'k3y#not-a-real-one', 'orders.* products.UPDATE', '3000/webhooks');
  expect(ran).toMatchObject({ exit: 0, stderr: '' });
  expect(ran.stdout).not.toContain('k3y');
  expect(JSON.parse(textOf(cwd, 'upgates-dev.config.json'))).toEqual({
    event: ['Orders.*', 'Products.update'],
    forward: ['3000/webhooks'],
  });
  expect(textOf(cwd, 'upgates-dev.config.json')).not.toContain('k3y');
  expect(statSync(join(cwd, '.env')).mode & 0o777).toBe(0o600);
  expect(textOf(cwd, '.gitignore')).toBe('node_modules\n.env\n');
  const settings = readListenSettings(sources({ cwd }));
  expect(settings.shop).toMatchObject({
    kind: 'real',
    apiUrl: `${ADDRESS}/api/v2`,
    login: '12345678',
    key: 'k3y#not-a-real-one',
  });
  expect(settings.targets.map(({ url }) => url.href)).toEqual(['http://localhost:3000/webhooks']);
});

it('takes the simulated shop and its defaults from empty answers, and writes no .env', async () => {
  const cwd = projectWith();
  expect(await initIn(cwd, '', '', '-')).toMatchObject({ exit: 0 });
  expect(JSON.parse(textOf(cwd, 'upgates-dev.config.json'))).toEqual({ shop: 'simulated', event: ['*'] });
  expect(existsSync(join(cwd, '.env'))).toBe(false);
  expect(existsSync(join(cwd, '.gitignore'))).toBe(false);
});

it('keeps what stood there, and offers it as the answer', async () => {
  const cwd = projectWith({
    'upgates-dev.config.json': { answer: 'ack', event: 'Orders.create', forward: ['3001'], shop: 'simulated' },
    '.env': `# ours\nOTHER=1\nexport UPGATES_API_KEY=old\nUPGATES_API_URL=${ADDRESS}\nUPGATES_API_LOGIN=1\n\n`,
  });
  expect(await initIn(cwd, '', '', '', '', '')).toMatchObject({ exit: 0 });
  expect(JSON.parse(textOf(cwd, 'upgates-dev.config.json'))).toEqual({
    answer: 'ack',
    event: ['Orders.create'],
    forward: ['3001'],
  });
  expect(textOf(cwd, '.env')).toBe(
    `# ours\nOTHER=1\nUPGATES_API_URL=${ADDRESS}\nUPGATES_API_LOGIN=1\nUPGATES_API_KEY=old\n`,
  );
});

it('says what is wrong with an answer, and asks again', async () => {
  const cwd = projectWith();
  const answers = [
    'https://evil.example',
    'nonsense',
    ADDRESS,
    'with space',
    'login',
    'key',
    'Oders.*',
    '',
    'a b:c',
    '',
  ];
  const { exit, stdout } = await initIn(cwd, ...answers);
  expect(exit).toBe(0);
  for (const sentence of [
    'is no address of Upgates',
    'is no web address',
    'has a space',
    'Near names: Orders',
    'no target',
  ]) {
    expect(stdout).toContain(sentence);
  }
  expect(textOf(cwd, '.env')).toContain(`UPGATES_API_URL=${ADDRESS}\n`);
});

it('writes nothing when it is left before the last answer', async () => {
  const cwd = projectWith();
  const ran = await run(['init'], { cwd, answer: `${ADDRESS}\nlogin\nkey\n\u0003` });
  expect(ran.exit).toBe(130);
  expect(ran.stderr).toContain('nothing was written');
  expect(existsSync(join(cwd, '.env'))).toBe(false);
  expect(existsSync(join(cwd, 'upgates-dev.config.json'))).toBe(false);
});

it('is exit 2 where nobody can be asked, and for a .env that is a link', async () => {
  expect(await run(['init'])).toMatchObject({ exit: 2, stderr: expect.stringContaining('nobody to answer') });
  const cwd = projectWith({ 'elsewhere/.env': '' });
  symlinkSync(join(cwd, 'elsewhere/.env'), join(cwd, '.env'));
  const { exit, stderr } = await initIn(cwd, '', '', '');
  expect(exit).toBe(2);
  expect(stderr).toContain('is no plain file');
  expect(existsSync(join(cwd, 'upgates-dev.config.json'))).toBe(false);
});
