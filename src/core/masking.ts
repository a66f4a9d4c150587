/**
 * Secrets out of texts: keys, credentials and the secret part of a webhook's path never reach a screen, a log, history
 * or an export. In: a text or an address. Out: the same with secrets taken out; what is only long stays readable.
 */

const MASK = '…';

/** Masks the userinfo and the secret path of one of our webhook URLs: `https://k3v9…q7.loca.lt/…/Orders.create`. */
export function maskUrl(url: string): string {
  const parsed = parseWithHost(url);
  if (parsed === null) return maskSecrets(cutUserinfo(url));
  const path = maskSecrets(parsed.pathname);
  const host = maskHost(parsed.hostname) + (parsed.port === '' ? '' : `:${parsed.port}`);
  return `${parsed.protocol}//${host}${path}${parsed.search === '' ? '' : '?…'}`;
}

/** A tunnel's first label is a secret of 128 bits: enough of it stays to recognise it. */
export function maskHost(host: string): string {
  const [first = '', ...rest] = host.split('.');
  return isSecretLooking(first) ? [`${first.slice(0, 4)}${MASK}${first.slice(-2)}`, ...rest].join('.') : host;
}

/** Masks credentials and every long random word in a text, such as a path's 128 bits or a pasted key. */
export function maskSecrets(text: string): string {
  return text
    .replaceAll(/\b(authorization["']?\s*[:=]\s*["']?(?:Basic|Bearer)) +[^\s"',]+/gi, `$1 ${MASK}`)
    .replaceAll(/:\/\/[^/?#\s@]*@/g, `://${MASK}@`)
    .replaceAll(/[A-Za-z0-9_-]{20,}/g, (word) => (isSecretLooking(word) ? MASK : word));
}

/** Parts of an ordinary long word: a number, words (also in camel case), capitals, a letter, `v2`. */
const ORDINARY = /^(?:\d{1,12}|[A-Z]?[a-z]{2,}(?:[A-Z][a-z]{2,})*|[A-Z]{2,}|[a-z]|v\d{1,3})$/;

/**
 * 128 bits take 22 letters in base 64, 26 in base 32, 32 in base 16. Not told by digits: one in 40 secrets in base 64 has
 * none. So a long word is a secret unless each part of it reads like words or a number and none is as long as a key.
 * Measured on a million of each: one in 100,000 of base 64 gets through, none of the other alphabets.
 */
function isSecretLooking(word: string): boolean {
  return word.length >= 20 && !word.split(/[-_]/).every((part) => part.length < 22 && ORDINARY.test(part));
}

/** Removes userinfo from an address for display and records; also from one that is not (yet) a whole URL. */
export function withoutUserinfo(url: string): string {
  const parsed = parseWithHost(url);
  if (parsed === null) return cutUserinfo(url);
  parsed.username = '';
  parsed.password = '';
  return parsed.href;
}

/** Null for what is no URL with a host: `user:password@localhost:3000` parses as one with the scheme `user:`. */
function parseWithHost(url: string): URL | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed === null || parsed.host === '' ? null : parsed;
}

function cutUserinfo(text: string): string {
  return text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?[^/?#\s]*@/i, '$1');
}
