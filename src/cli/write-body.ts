/**
 * A body on standard output: byte for byte into a file or a pipe. On a terminal what could move its cursor or change its
 * colours is made visible, since a body is anybody's: a shop's customer's, or of a repository that was checked out.
 */
import { printable } from '../core/printable.ts';
import type { Io } from './io.ts';

export function writeBody({ stdout, isTty }: Pick<Io, 'stdout' | 'isTty'>, body: Uint8Array): void {
  stdout.write(isTty.stdout ? shown(Buffer.from(body).toString('utf8')) : body);
}

function shown(text: string): string {
  const parts = text.split(/(\r\n|[\t\n])/);
  return parts.map((part, index) => (index % 2 === 0 ? printable(part) : part)).join('');
}
