/** What our programs wrote: whole lines, no stack, no secret, nothing of strangers; and the history can be read. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from '../command.ts';
import { findingOf, type Check } from '../check.ts';
import { filesIn, type Evidence } from '../evidence.ts';
import { STRANGERS_MARK } from '../stranger.ts';
import { KEY } from '../world.ts';

const OURS = /^(victim|guest|survivor|shop)-\d+\./;

function written({ world: { folder, victim, survivor } }: Evidence, end: string): readonly string[] {
  const logs = [victim, survivor].map(({ project }) => join(project, '.upgates-dev', `upgates-dev.log`));
  const outputs = filesIn(folder.output(''), end).filter((path) => OURS.test(path.slice(path.lastIndexOf('/') + 1)));
  return [...outputs, ...(end === '.err' ? logs.filter((path) => existsSync(path)) : [])];
}

const BUG_ON_SCREEN = /^\s+at \S|bug of upgates-dev|Warning:|Error:/;
/** Trouble that was expected is a `Failure`, whose stack belongs into the log. */
const BUG_IN_LOG = /^\S+ \w+ crashed|\b(?!Exit)\w+Error:/;

export const NO_BUG: Check = {
  name: 'no stack trace and no bug of ours in any output or log',
  look(evidence) {
    const files = written(evidence, '.err');
    const wrong = files.flatMap((file) => {
      const lines = readFileSync(file, 'utf8').split('\n');
      const bug = file.endsWith('.log') ? BUG_IN_LOG : BUG_ON_SCREEN;
      const at = lines.findIndex((line) => bug.test(line));
      return at === -1 ? [] : [`${file}: ${lines.slice(Math.max(0, at - 2), at + 3).join(' | ')}`];
    });
    return findingOf(`${files.length} files`, wrong);
  },
};

export const WHOLE_LINES: Check = {
  name: 'each whole line of output is JSON, and the last of a clean end says so',
  look(evidence) {
    const files = written(evidence, '.out').filter((path) => !path.includes('/shop-'));
    return findingOf(`${files.length} outputs`, files.flatMap(faultOf));
  },
};

function faultOf(file: string): readonly string[] {
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  try {
    const kinds = lines.map((line) => (JSON.parse(line) as { readonly kind: string }).kind);
    const end = kinds.indexOf('end');
    return end === -1 || end === kinds.length - 1 ? [] : [`${file}: lines after its end`];
  } catch (error) {
    return [`${file}: ${String(error)}`];
  }
}

export const NO_SECRET: Check = {
  name: 'no key in any output, log or history',
  look(evidence) {
    const files = [...written(evidence, '.out'), ...written(evidence, '.err')];
    const own = files.filter((path) => !path.includes('/shop-'));
    const histories = evidence.histories.map(({ db }) => db.file);
    const wrong = [...own, ...histories].filter((file) => readFileSync(file).includes(KEY));
    return findingOf(`${own.length + histories.length} files`, wrong);
  },
};

export const NO_STRANGER: Check = {
  name: 'no call of a stranger was kept',
  look({ histories }) {
    const rows = histories.flatMap(({ db }) =>
      db.all('SELECT num FROM bodies WHERE instr(body, CAST(? AS BLOB)) > 0', [STRANGERS_MARK]),
    );
    return findingOf(
      'bodies of both histories',
      rows.map(() => 'a body with the mark of a stranger'),
    );
  },
};

export const READABLE: Check = {
  name: 'both histories are whole',
  look({ histories }) {
    const wrong = histories.flatMap(({ owner, db }) =>
      db
        .all('PRAGMA integrity_check')
        .map((row) => String(row['integrity_check']))
        .filter((text) => text !== 'ok')
        .map((text) => `${owner}: ${text}`),
    );
    return findingOf('integrity check of SQLite', wrong);
  },
};

export const LISTED: Check = {
  name: 'history list shows every delivery',
  async look({ histories, world }) {
    const wrong: string[] = [];
    for (const { owner, project, db } of histories) {
      const count = Number(db.get('SELECT count(*) AS n FROM deliveries')?.['n']);
      const said = await command(world, project, ['history', 'list', '--json', '--limit', '1000000']);
      if (!said.endsWith(`: 0, ${count} lines`)) wrong.push(`${owner}: ${said} instead of ${count} deliveries`);
    }
    return findingOf('both histories', wrong);
  },
};
