/** A fixture of a checked-out repository, shown on a terminal, cleared it and wrote what it liked. Into a pipe it goes as it is. */
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { writeBody } from '../../src/cli/write-body.ts';

const HOSTILE = '{\r\n\t"a": "\u001b[2J\u009b1m\u202e"\n}';

function written(isTerminal: boolean, body: Buffer): Buffer {
  const stdout = new PassThrough();
  writeBody({ stdout, isTty: { stdin: false, stdout: isTerminal } }, body);
  const chunk: unknown = stdout.read();
  return Buffer.isBuffer(chunk) ? chunk : Buffer.alloc(0);
}

it('is made visible on a terminal, line breaks and tabs as they are', () => {
  expect(written(true, Buffer.from(HOSTILE)).toString()).toBe('{\r\n\t"a": "\\x1b[2J\\x9b1m\\u202e"\n}');
});

it('goes byte for byte anywhere else', () => {
  const bytes = Buffer.concat([Buffer.from(HOSTILE), Buffer.from([0xff, 0x00])]);
  expect(written(false, bytes).equals(bytes)).toBe(true);
});
