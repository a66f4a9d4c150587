/**
 * What an answer says of itself, in one line: a handler that failed has often put the reason into its body. In: headers
 * and body as they came. Out: a short text, or null where it says nothing a person would read.
 */
import { isJsonObject } from '../../core/json-object.ts';
import type { HeaderList } from '../../core/outcome.ts';

/** Bytes that are looked at. */
const MOST_BYTES = 8192;
const LONGEST = 160;

export function saidIn({ headers, body }: { readonly headers: HeaderList; readonly body: Uint8Array }): string | null {
  const text = new TextDecoder().decode(body.subarray(0, MOST_BYTES)).trim();
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1].toLowerCase() ?? '';
  const words = /html/.test(type) || /^<(?:!doctype|html)/i.test(text) ? fromPage(text) : (fromJson(text) ?? text);
  const line = words.split('\n').find((one) => one.trim() !== '');
  if (line === undefined) return null;
  const letters = Array.from(line.trim());
  return letters.length <= LONGEST ? letters.join('') : `${letters.slice(0, LONGEST - 1).join('')}…`;
}

/** Frameworks print the error into `<pre>`; otherwise the title has to do. */
function fromPage(html: string): string {
  const [, inner = ''] = /<pre[^>]*>(.*?)(?:<\/pre>|$)/is.exec(html) ?? /<title[^>]*>(.*?)<\/title>/is.exec(html) ?? [];
  return decoded(inner.replaceAll(/<br[^>]*>/gi, '\n').replaceAll(/<[^>]*>/g, ''));
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ', amp: '&' };

function decoded(text: string): string {
  return text.replaceAll(/&(lt|gt|quot|#39|nbsp|amp);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}

/** Where frameworks put their message, the most telling first. */
const FIELDS = ['message', 'detail', 'error_description', 'error', 'title'] as const;

function fromJson(text: string): string | null {
  try {
    return messageIn(JSON.parse(text), 0);
  } catch {
    return null;
  }
}

/** At most three levels deep: `{"error": {"message": ["..."]}}`. */
function messageIn(value: unknown, depth: number): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  if (depth > 3) return null;
  if (Array.isArray(value)) return value.length === 0 ? null : messageIn(value[0], depth + 1);
  if (!isJsonObject(value)) return null;
  for (const field of FIELDS) {
    const found = messageIn(value[field], depth + 1);
    if (found !== null) return found;
  }
  return null;
}
