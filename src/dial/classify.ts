/**
 * Why did a connection fail? In: whatever Node threw. Out: one word of the project's vocabulary.
 */
import type { BrokenBy } from '../core/outcome.ts';

export type ErrorClass = BrokenBy | 'other';

const BY_CODE: ReadonlyMap<string, BrokenBy> = new Map([
  ['ECONNREFUSED', 'refused'],
  ['EHOSTUNREACH', 'refused'],
  ['EHOSTDOWN', 'refused'],
  ['ENETUNREACH', 'refused'],
  ['ENETDOWN', 'refused'],
  ['EADDRNOTAVAIL', 'refused'],
  // The system gave up connecting (about two minutes), or Node's time for one address family passed.
  ['ETIMEDOUT', 'refused'],
  ['ENOTFOUND', 'dns'],
  ['EAI_AGAIN', 'dns'],
  ['EAI_FAIL', 'dns'],
  ['EAI_NODATA', 'dns'],
  ['EPROTO', 'tls'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
  ['ECONNRESET', 'reset'],
  ['ECONNABORTED', 'reset'],
  ['EPIPE', 'reset'],
  ['ERR_STREAM_PREMATURE_CLOSE', 'reset'],
]);

/** Families of codes: Node's TLS layer, OpenSSL, its certificate checks, and the HTTP parser. */
const BY_PREFIX: readonly (readonly [RegExp, BrokenBy])[] = [
  [/^(ERR_TLS|ERR_SSL|CERT_|CRL_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH)/, 'tls'],
  [/^HPE_/, 'malformed'],
];

/** Looks into an AggregateError too: with two address families each has its own error. */
export function classifyError(error: unknown): ErrorClass {
  const own = classifyCode(codeOf(error));
  if (own !== 'other') return own;
  if (error instanceof AggregateError) return error.errors.map(classifyError).find(isNamed) ?? 'other';
  return error instanceof Error && error.message.includes('socket hang up') ? 'reset' : 'other';
}

function classifyCode(code: string): ErrorClass {
  return BY_CODE.get(code) ?? BY_PREFIX.find(([pattern]) => pattern.test(code))?.[1] ?? 'other';
}

function isNamed(found: ErrorClass): boolean {
  return found !== 'other';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
