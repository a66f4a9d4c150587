/**
 * What frameworks with their defaults really answered, recorded from running programs in November 2026. One JSON file a
 * framework; each program in it with its versions, each answer with what was sent and the route that answered: status
 * line, headers and the first 2000 characters of the body as they came. Left out: the `Date`, the content of `style` and
 * `script` elements. Port and folders were made neutral, so a `Content-Length` may be off by a few bytes.
 */
import { readdirSync, readFileSync } from 'node:fs';

export interface RecordedAnswer {
  /** The check that such a call belongs to, or `no-body` and `unknown-path`. */
  readonly call: string;
  /** `POST /webhooks` */
  readonly to: string;
  /** The route that answered, in words or code. */
  readonly route: string;
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

export interface RecordedProgram {
  readonly name: string;
  readonly framework: string;
  readonly version: string;
  readonly runtime: string;
  /** `NODE_ENV`, or the framework's own switch for developers. */
  readonly mode: 'production' | 'development';
  readonly answers: readonly RecordedAnswer[];
}

const FOLDER = new URL('./framework-answers/', import.meta.url);

export const FRAMEWORK_PROGRAMS: readonly RecordedProgram[] = readdirSync(FOLDER)
  .toSorted()
  .flatMap((file) => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as readonly RecordedProgram[]);

export interface FrameworkAnswer extends RecordedAnswer {
  readonly program: string;
}

export const FRAMEWORK_ANSWERS: readonly FrameworkAnswer[] = FRAMEWORK_PROGRAMS.flatMap(({ name, answers }) =>
  answers.map((answer) => ({ program: name, ...answer })),
);

/** Bytes of the bodies that were sent: one record, and 5000 of them. */
export const BYTES_SENT = { one: 180, many: 555_000 } as const;
