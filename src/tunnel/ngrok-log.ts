/**
 * What a line of the ngrok agent means: JSON as we ask for it, logfmt, or the plain words that it says at its end on
 * standard error. In: one line. Out: news. See docs/discoveries.md for the lines.
 *
 *     {"addr":"http://127.0.0.1:80","lvl":"info","msg":"started tunnel","name":"command_line","obj":"tunnels","url":"https://…"}
 *     {"err":"…\r\n\r\nERR_NGROK_105\r\n","lvl":"eror","msg":"failed to reconnect session","obj":"csess"}
 *     ERROR:  ERR_NGROK_4018
 */
import { readPublicUrl, recognise, type AgentNews } from './agent-kind.ts';
import { fieldsIn } from './json-fields.ts';
import { NGROK_TROUBLES, NGROK_UNREACHABLE, unknownRefusal } from './ngrok-troubles.ts';

interface Entry {
  readonly message: string;
  readonly url: string | null;
  /** Everything in which a trouble may stand; empty where the line tells of none. */
  readonly trouble: string;
}

export function readNgrokLine(line: string): readonly AgentNews[] {
  const { message, url, trouble } = entryOf(line);
  // The session stands by then: the agent starts its tunnels in it.
  const publicUrl = message === 'started tunnel' ? readPublicUrl(url) : null;
  if (publicUrl !== null) return [{ kind: 'address', publicUrl }, { kind: 'connected' }];
  if (message === 'client session established') return [{ kind: 'connected' }];
  const known = recogniseNgrok(trouble);
  const news: readonly AgentNews[] = known === null ? [] : [{ kind: 'trouble', trouble: known }];
  return message === 'session closed, starting reconnect loop' ? [...news, { kind: 'lost' }] : news;
}

export function recogniseNgrok(text: string): ReturnType<typeof recognise> {
  return recognise(text, NGROK_TROUBLES) ?? unknownRefusal(text) ?? recognise(text, [NGROK_UNREACHABLE]);
}

function entryOf(line: string): Entry {
  if (line.startsWith('{')) return entryOfJson(line);
  const message = logfmt(line, 'msg') ?? '';
  const isTrouble = /\blvl=(?:eror|crit)\b/.test(line) || message === '';
  return { message, url: logfmt(line, 'url'), trouble: isTrouble ? line : '' };
}

/** `"err":"<nil>"` is how Go writes that there was none; its level is then `info`. */
function entryOfJson(line: string): Entry {
  const { msg, url, lvl } = fieldsIn(line);
  return {
    message: typeof msg === 'string' ? msg : '',
    url: typeof url === 'string' ? url : null,
    trouble: lvl === 'eror' || lvl === 'crit' ? line : '',
  };
}

/** `key=value` or `key="value with spaces"`. */
function logfmt(line: string, key: string): string | null {
  const found = new RegExp(`(?:^|\\s)${key}=(?:"([^"]*)"|(\\S+))`).exec(line);
  return found?.[1] ?? found?.[2] ?? null;
}
