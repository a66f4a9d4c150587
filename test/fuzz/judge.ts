/**
 * What must hold of everything that is refused: a sentence for people, with the right exit code and nobody's secret in it.
 */
import { Failure, type ExitCode } from '../../src/core/failure.ts';

export interface Judging {
  readonly exits: readonly ExitCode[];
  /** What must not stand in it. */
  readonly secrets?: readonly string[];
}

/** What `work` gives; null when it was refused as it should be. Throws when it was refused in any other way. */
export function given<T>(work: () => T, judging: Judging): T | null {
  try {
    return work();
  } catch (error) {
    judge(error, judging);
    return null;
  }
}

export async function givenLater<T>(work: () => Promise<T>, judging: Judging): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    judge(error, judging);
    return null;
  }
}

export function judge(error: unknown, { exits, secrets = [] }: Judging): void {
  if (!(error instanceof Failure)) throw new Error('it was refused without a sentence of ours', { cause: error });
  if (!exits.includes(error.exit)) throw new Error(`exit ${error.exit}, not ${exits.join(' or ')}`, { cause: error });
  judgeWords(error.message, secrets);
  if (error.hint !== null) judgeWords(error.hint, secrets);
}

// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const INSIDE = /\[object \w+\]|\bundefined\b|^\s+at /;

/** `INSIDE` may come from outside, quoted; then it stands between quotation marks. */
export function judgeWords(text: string, secrets: readonly string[] = []): void {
  if (text.trim() === '') throw new Error('it says nothing');
  if (CONTROLS.test(text)) throw new Error(`it lets controls through: ${JSON.stringify(text)}`);
  // A sentence, and two lines that point at a place.
  if (text.split('\n').length > 3) throw new Error(`it is longer than a sentence: ${text}`);
  if (text.length > LONGEST) throw new Error(`it has ${text.length} letters: ${text.slice(0, 300)}…`);
  if (INSIDE.test((text.split('\n')[0] ?? '').replaceAll(/"[^"]*"/g, '""')))
    throw new Error(`it speaks of our insides: ${text}`);
  for (const secret of secrets) if (text.includes(secret)) throw new Error(`it tells a secret: ${text}`);
}

/** A path of the longest that systems take. */
const LONGEST = 4500;

/** No name of the language may have been written to. */
export function judgeProtoypes(): void {
  for (const proto of [Object.prototype, Array.prototype, Function.prototype, String.prototype]) {
    for (const name of Object.keys(proto)) throw new Error(`a prototype has got ${name}`);
  }
}
