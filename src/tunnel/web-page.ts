/**
 * Tunnel services and networks put pages for people in the way of programs: a password page, a portal's log-in.
 */
import type { IncomingHttpHeaders } from 'node:http';

export function isWebPage(headers: IncomingHttpHeaders): boolean {
  return /^text\/html\b/i.test(headers['content-type'] ?? '');
}
