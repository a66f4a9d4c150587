import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compactJson, editBody, type Edited } from '../../src/replay/edit.ts';
import { indentJson } from '../../src/core/json-indent.ts';

const BODY = Buffer.from('{"a":1.0,"big":12345678901234567890,"s":"x y"}');
let folder = '';

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'upgates-dev-edit-')), 'edits');
});

afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const edit = (editor: string, body: Buffer = BODY): Promise<Edited> =>
  editBody(
    { event: 'Orders.create', id: 'abc', body },
    { editor, folder, layOut: indentJson, signal: new AbortController().signal },
  );

it('gives the captured bytes when nothing was changed, in a file for its owner only', async () => {
  const { body, isChanged, file } = await edit('test -f');
  expect(body).toBe(BODY);
  expect(isChanged).toBe(false);
  expect(file).toBe(join(folder, 'Orders.create.abc.json'));
  expect(readFileSync(file, 'utf8')).toContain('\n  "a": 1.0,');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

it('sends what was saved, compact, every value as it was typed', async () => {
  const { body, isChanged } = await edit("sed -i 's/x y/č  z/'");
  expect(body.toString()).toBe('{"a":1.0,"big":12345678901234567890,"s":"č  z"}');
  expect(isChanged).toBe(true);
});

it.each([
  ['a text that is no JSON', "sed -i 's/{//'", /no valid JSON/],
  ['an empty text', 'truncate -s 0', /empty/],
  ['an editor that fails after saving', `sh -c 'echo mine > "$1"; exit 7' sh`, /exit code was 7/],
])('keeps %s and sends nothing', async (_name, editor, message) => {
  await expect(edit(editor)).rejects.toThrow(message);
  expect(readdirSync(folder)).toEqual(['Orders.create.abc.json']);
});

it('leaves nothing behind when the editor failed before anything was saved', async () => {
  await expect(edit('no-such-editor-here')).rejects.toMatchObject({ exit: 3, hint: 'Nothing was sent.' });
  expect(readdirSync(folder)).toEqual([]);
});

it('says so when the editor takes the file away', async () => {
  await expect(edit('rm')).rejects.toMatchObject({ code: 'edit-file', exit: 3, hint: 'Nothing was sent.' });
});

it('never writes over what an edit before it left', async () => {
  await expect(edit('sh -c \'echo first > "$1"\' sh')).rejects.toThrow(/no valid JSON/);
  const again = await edit('test -f');
  expect(again.file).toBe(join(folder, 'Orders.create.abc-2.json'));
  expect(readFileSync(join(folder, 'Orders.create.abc.json'), 'utf8')).toBe('first\n');
});

it('refuses bytes that no editor can keep', async () => {
  await expect(edit('test -f', Buffer.from([0xff, 0x00]))).rejects.toMatchObject({ exit: 2 });
  expect(existsSync(folder)).toBe(false);
});

it('compacts only between values', () => {
  expect(compactJson('{ "a b" :\n\t[ 1 , "c \\" d" ] }')).toBe('{"a b":[1,"c \\" d"]}');
});
