import { PassThrough, Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { createJsonOutput } from '../../src/show/json.ts';
import { attempt, AT } from './records.ts';

// oxlint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200e\u200f\u2028\u2029]/;

function written(stream: PassThrough): string {
  const chunk: unknown = stream.read();
  return Buffer.isBuffer(chunk) ? chunk.toString('utf8') : '';
}

it('writes one object a line, with the fields of the record as they are', () => {
  const stream = new PassThrough();
  const output = createJsonOutput(stream);
  const record = attempt();
  output.write(record);
  output.write({ kind: 'other', at: AT });
  const lines = written(stream).split('\n');
  expect(lines.length).toBe(3);
  expect(lines[2]).toBe('');
  expect(JSON.parse(lines[0] ?? '')).toEqual(record);
  expect(lines[1]).toBe(`{"kind":"other","at":"${AT}"}`);
});

it('escapes everything that could act on a terminal, and stays the same for a parser', () => {
  const stream = new PassThrough();
  const hostile = 'a\u001b[2J\r\n\u007f\u0085\u009b31m\u202eevil\u2066\u200f\u2028č\u0000';
  createJsonOutput(stream).write(attempt({ key: hostile }));
  const text = written(stream);
  expect(text.slice(0, -1)).not.toMatch(UNSAFE);
  expect(text).toContain('č');
  expect(JSON.parse(text)).toMatchObject({ key: hostile });
});

/** As standard output is: it reports the error and is never closed. */
function brokenPipe(): Writable {
  return new Writable({
    autoDestroy: false,
    emitClose: false,
    write(_chunk, _encoding, done) {
      done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    },
  });
}

it('goes silent when the reader has gone, and tells', async () => {
  const output = createJsonOutput(brokenPipe());
  let told = 0;
  const closed = new Promise<void>((resolve) => {
    output.onClosed(() => {
      told += 1;
      resolve();
    });
  });
  expect(output.isOpen()).toBe(true);
  output.write(attempt());
  await closed;
  output.write(attempt());
  expect(output.isOpen()).toBe(false);
  output.onClosed(() => {
    told += 1;
  });
  expect(told).toBe(2);
});
