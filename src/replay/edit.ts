/**
 * `--edit`: a body in the user's own editor before it is sent again. In: the bytes. Out: the bytes to send, and the file
 * they were edited in; that file stays until they are sent, so nothing is lost when the editor or the JSON fails.
 */
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mistake, trouble } from '../core/failure.ts';
import { jsonFlaw } from '../core/json-flaw.ts';
import { jsonTokens } from '../core/json-tokens.ts';
import { printable } from '../core/printable.ts';
import { fixtureFileName } from '../fixture/name.ts';
import { runEditor } from './editor.ts';

export interface Editing {
  /** As the shell runs it: `vim`, `code --wait`. */
  readonly editor: string;
  /** Where the file is made. */
  readonly folder: string;
  /** Sets JSON in lines without changing a value. */
  readonly layOut: (text: string) => string;
  readonly signal: AbortSignal;
  /** The editor has ended, well or not: the terminal is free again. */
  readonly onClosed?: () => void;
}

export interface Edited {
  readonly body: Buffer;
  /** False: what is sent are the bytes as captured. */
  readonly isChanged: boolean;
  readonly file: string;
}

export interface ToEdit {
  readonly event: string;
  /** Tells the file from others. */
  readonly id: string;
  readonly body: Buffer;
}

/**
 * Throws `Failure`: exit 2 when what was saved is no JSON or nothing, 3 when the editor failed. A text that was not
 * changed gives the captured bytes; a changed one is sent compact, as the shop writes it, its values as they were typed.
 */
export async function editBody({ event, id, body }: ToEdit, editing: Editing): Promise<Edited> {
  if (!Buffer.from(body.toString('utf8'), 'utf8').equals(body))
    throw mistake('edit-bytes', `The body of ${id} is no UTF-8 text and cannot be edited.`);
  const shown = Buffer.from(shownText(body, editing.layOut), 'utf8');
  const file = writeForEditing({ event, id, body: shown }, editing.folder);
  const end = await runEditor({ ...editing, file });
  editing.onClosed?.();
  const saved = readSaved(file);
  if (end !== null) throw editorTrouble(end, file, saved.equals(shown));
  if (saved.equals(shown)) return { body, isChanged: false, file };
  return { body: Buffer.from(compactJson(checkedText(saved, file))), isChanged: true, file };
}

function readSaved(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw trouble('edit-file', `The editor left no file that could be read, at ${file}.`, {
      hint: 'Nothing was sent.',
      cause,
    });
  }
}

function writeForEditing({ event, id, body }: ToEdit, folder: string): string {
  try {
    const file = fileFor(event, id, folder);
    writeFileSync(file, body, { mode: 0o600, flag: 'wx' });
    return file;
  } catch (cause) {
    throw trouble('edit-file', `The body cannot be written for editing, in ${printable(folder)}.`, { cause });
  }
}

/** A name of its own: what an edit before this one left there is not touched. */
function fileFor(event: string, id: string, folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (lstatSync(folder).isSymbolicLink()) throw new Error(`${folder} is a link`);
  chmodSync(folder, 0o700);
  for (let count = 1; ; count += 1) {
    const label = count === 1 ? id : `${id}-${count}`;
    const file = join(folder, fixtureFileName({ event, label }) ?? `${label}.json`);
    if (!existsSync(file)) return file;
  }
}

/** With a line break at its end, as editors like it. */
function shownText(body: Buffer, layOut: (text: string) => string): string {
  const text = body.toString('utf8');
  try {
    JSON.parse(text);
    return `${layOut(text)}\n`;
  } catch {
    return text;
  }
}

function checkedText(saved: Buffer, file: string): string {
  const text = saved.toString('utf8').replace(/^\uFEFF/, '');
  const again = `Nothing was sent. Your text is in ${file}: correct it and send it with upgates-dev replay ${file}`;
  if (text.trim() === '') throw mistake('edit-empty', 'The edited body is empty.', again);
  const flaw = jsonFlaw(text);
  if (flaw === null) return text;
  throw mistake('edit-json', `The edited body is no valid JSON: ${flaw}.`, again);
}

/** Only white space between the values goes: numbers and texts stay exactly as they were typed. */
export function compactJson(text: string): string {
  let compact = '';
  for (const token of jsonTokens(text)) compact += token.text;
  return compact;
}

/** A file in which nothing was saved need not be kept. */
function editorTrouble(end: string, file: string, isUnchanged: boolean): Error {
  if (isUnchanged) rmSync(file, { force: true });
  const hint = isUnchanged ? 'Nothing was sent.' : `Nothing was sent. What you had saved is in ${file}`;
  return trouble('editor-failed', `The editor failed: ${end}.`, { hint });
}
