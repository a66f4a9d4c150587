/**
 * What a process listens on, as the system itself says (Linux): TCP addresses and sockets of the file system with who may
 * open them. In: a process id. Out: one line each.
 */
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';

export type Listening =
  | { readonly kind: 'tcp'; readonly address: string; readonly port: number }
  /** `mode`: of the socket and of the folder it lies in, such as `600 in 700`. */
  | { readonly kind: 'socket'; readonly path: string; readonly mode: string };

export function listeningOf(pid: number): readonly Listening[] {
  const own = inodesOf(pid);
  const tcp = ['tcp', 'tcp6'].flatMap((table) => rowsOf(`/proc/${pid}/net/${table}`).flatMap((row) => tcpOf(row, own)));
  return [...tcp, ...rowsOf(`/proc/${pid}/net/unix`).flatMap((row) => socketOf(row, own))];
}

/** Of the sockets that the process holds. */
function inodesOf(pid: number): ReadonlySet<string> {
  const links = readdirSync(`/proc/${pid}/fd`).map((fd) => linkOf(`/proc/${pid}/fd/${fd}`));
  return new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
}

/** Descriptors come and go while they are looked at. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function rowsOf(table: string): readonly (readonly string[])[] {
  const lines = readFileSync(table, 'utf8').trim().split('\n').slice(1);
  return lines.map((line) => line.trim().split(/\s+/));
}

const LISTEN = '0A';

function tcpOf(row: readonly string[], own: ReadonlySet<string>): readonly Listening[] {
  const [, local = '', , state, , , , , , inode = ''] = row;
  if (state !== LISTEN || !own.has(inode)) return [];
  const [address = '', port = ''] = local.split(':');
  return [{ kind: 'tcp', address: addressOf(address), port: Number.parseInt(port, 16) }];
}

/** Words of 32 bits in the byte order of the machine; the last byte comes first on those we know. */
function addressOf(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) => (word.match(/../g) ?? []).toReversed());
  return bytes.length === 4 ? bytes.map((byte) => Number.parseInt(byte, 16)).join('.') : `[${bytes.join('')}]`;
}

/** With the flag of those that take connections. */
const ACCEPTS = '00010000';

function socketOf(row: readonly string[], own: ReadonlySet<string>): readonly Listening[] {
  const [, , , flags, , , inode = '', path] = row;
  if (flags !== ACCEPTS || path === undefined || !own.has(inode)) return [];
  const folder = path.slice(0, path.lastIndexOf('/'));
  const mode = (of: string): string => (statSync(of).mode & 0o777).toString(8);
  return [{ kind: 'socket', path, mode: `${mode(path)} in ${mode(folder)}` }];
}
