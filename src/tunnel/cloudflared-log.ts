/**
 * What a line of cloudflared means, in its text form and as JSON (`--output json`, or its environment asking for it).
 * In: one line. Out: news. The lines were read in cloudflared's source and in reports; see docs/discoveries.md.
 *
 *     2026-11-28T10:00:00Z INF |  https://four-random-words.trycloudflare.com  |
 *     {"level":"info","time":"2026-11-28T10:00:00Z","message":"|  https://four-random-words.trycloudflare.com  |"}
 *     2026-11-28T10:00:01Z INF Registered tunnel connection connIndex=0 connection=… ip=… location=fra03 protocol=quic
 */
import { readPublicUrl, recognise, type AgentNews } from './agent-kind.ts';
import { CLOUDFLARED_TROUBLES } from './cloudflared-troubles.ts';
import { fieldsIn } from './json-fields.ts';

/** The address stands in a box of its own; other addresses in the log are links to read. */
const IN_BOX = /^\|\s+(https?:\/\/\S+)\s+\|$/;

/** Two forms: since 2022.9, and before. */
const CONNECTED = /^Registered tunnel connection\b|^Connection [0-9a-f-]+ registered\b/;

/** A quick tunnel has one connection: losing one is losing all. It comes back by itself. */
const LOST = /^(?:Lost connection with the edge|Connection terminated|Unregistered tunnel connection)\b/;

export function readCloudflaredLine(line: string): readonly AgentNews[] {
  const text = line.startsWith('{') ? textOfJson(line) : textOfLine(line);
  const publicUrl = readPublicUrl(IN_BOX.exec(text)?.[1]);
  if (publicUrl !== null) return [{ kind: 'address', publicUrl }];
  if (CONNECTED.test(text)) return [{ kind: 'connected' }];
  const known = recognise(text, CLOUDFLARED_TROUBLES);
  const news: readonly AgentNews[] = known === null ? [] : [{ kind: 'trouble', trouble: known }];
  return LOST.test(text) ? [...news, { kind: 'lost' }] : news;
}

/** Without time and level; the last line before an end has neither. */
function textOfLine(line: string): string {
  return line.replace(/^\S+ (?:DBG|INF|WRN|ERR|FTL|PNC) /, '').trim();
}

/** The message with its fields, as the text form has them. */
function textOfJson(line: string): string {
  const { message, error, status_code: status } = fieldsIn(line);
  return [message, error, status]
    .filter((part) => typeof part === 'string')
    .join(' ')
    .trim();
}
