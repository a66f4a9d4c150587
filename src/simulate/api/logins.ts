/**
 * Who may call the REST API: HTTP Basic with login and key. Five wrong logins in an hour, sliding, and the shop answers
 * 403 whatever comes (documented, counted by address; the simulated shop has one caller and counts them together).
 * A call without credentials is refused, but not counted as an attempt (inferred).
 */
import { HOUR, type Instant } from '../../core/instant.ts';

export type LoginAnswer = 'welcome' | 'missing' | 'wrong' | 'blocked';

export interface Credentials {
  readonly login: string;
  readonly key: string;
}

const WRONG_ALLOWED = 5;

export function createLogins(credentials: Credentials): (header: string | null, at: Instant) => LoginAnswer {
  const right = `${credentials.login}:${credentials.key}`;
  let wrongAt: readonly Instant[] = [];
  return (header, at) => {
    wrongAt = wrongAt.filter((instant) => at - instant < HOUR);
    if (wrongAt.length >= WRONG_ALLOWED) return 'blocked';
    if (header === null) return 'missing';
    if (readBasic(header) === right) return 'welcome';
    wrongAt = [...wrongAt, at];
    return 'wrong';
  };
}

function readBasic(header: string): string | null {
  const match = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header.trim());
  return match?.[1] === undefined ? null : Buffer.from(match[1], 'base64').toString('utf8');
}
