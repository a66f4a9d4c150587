import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readLines } from '../../src/child/lines.ts';

function read(pieces: readonly (string | Buffer)[], longest = 10): Promise<readonly string[]> {
  const stream = new PassThrough();
  const lines: string[] = [];
  readLines(stream, { longest, onLine: (line) => lines.push(line) });
  for (const piece of pieces) stream.write(piece);
  stream.end();
  return new Promise((resolve) => stream.once('close', () => resolve(lines)));
}

describe('readLines', () => {
  it('gives lines without their ends, however they are cut into pieces', async () => {
    expect(await read(['a', 'b\nc', '\r', '\n\nd'])).toEqual(['ab', 'c', '', 'd']);
    const snowman = Buffer.from('☃\n');
    expect(await read([snowman.subarray(0, 1), snowman.subarray(1)])).toEqual(['☃']);
  });

  it('cuts what grows too long, in one piece or in many', async () => {
    expect(await read(['x'.repeat(50), '\nnext'])).toEqual(['x'.repeat(10), 'next']);
    expect(await read([...Array<string>(50).fill('x'), '\n'])).toEqual(['x'.repeat(10)]);
  });

  it('takes no stream, and one that breaks, for the end', async () => {
    readLines(null, { longest: 10, onLine: () => undefined });
    const stream = new PassThrough();
    const lines: string[] = [];
    readLines(stream, { longest: 10, onLine: (line) => lines.push(line) });
    stream.write('half');
    stream.destroy(new Error('broken'));
    await new Promise((resolve) => stream.once('close', resolve));
    expect(lines).toEqual(['half']);
  });
});
