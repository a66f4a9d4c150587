/**
 * Pictures for the documents, taken where a story has come to something worth showing. `UPDATE_DOCS=1` takes them anew;
 * else the story fails where the program no longer shows what its picture does. Times, ports and bars are different each
 * time, so only words and signs are compared.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { svgOf, wordsOfSvg } from './picture.ts';
import type { OpenScreen } from './screen.ts';

export interface Subject {
  /** Of the file in `docs/pictures`. */
  readonly name: string;
  /** What is to be seen, in a sentence. */
  readonly title: string;
}

/** Call it when everything that moves has come to rest. */
export async function takePicture({ terminal }: OpenScreen, { name, title }: Subject): Promise<void> {
  const file = new URL(`../../docs/pictures/${name}.svg`, import.meta.url);
  const taken = svgOf(terminal.picture(), title);
  const old = signsOf(await readFile(file, 'utf8').catch(() => ''));
  const now = signsOf(taken);
  if (old.join('\n') === now.join('\n')) return;
  if (process.env['UPDATE_DOCS'] === '1') return writeFile(file, taken);
  const rows = now.filter((row, index) => row !== old[index]);
  throw new Error(
    `docs/pictures/${name}.svg is out of date; UPDATE_DOCS=1 npm run test:run -- test/stories/screen takes it anew. New in it:\n${rows.join('\n')}`,
  );
}

/** Title, style, and rows by their words and signs with their colours: without what is by chance. */
function signsOf(svg: string): readonly string[] {
  const head = svg.split('\n').filter((line) => /^<(?:title|style)>/.test(line));
  const rows = wordsOfSvg(svg).map((row) =>
    row
      .replaceAll(/[\w-]+…[\w-]+/g, '…')
      // A verdict is in doubt where the machine was busy.
      .replaceAll(/[\d▏█▒░:.?]+/g, ' ')
      .replaceAll(/ +/g, ' ')
      .trim(),
  );
  return [...head, ...rows];
}
