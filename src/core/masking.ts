/**
 * Secrets out of texts: keys, credentials and the secret part of a webhook's path never reach a screen, a log, history
 * or an export.
 */

const MASK = '…';

/** Masks the userinfo and the secret path of one of our webhook URLs: `https://k3v9…q7.loca.lt/…/Orders.create`. */
export function maskUrl(url: string): string {
  if (!URL.canParse(url)) return maskSecrets(url);
  const parsed = new URL(url);
  const path = maskSecrets(parsed.pathname);
  const host = maskHost(parsed.hostname) + (parsed.port === '' ? '' : `:${parsed.port}`);
  return `${parsed.protocol}//${host}${path}${parsed.search === '' ? '' : '?…'}`;
}

/** A tunnel's first label is a secret of 128 bits: enough of it stays to recognise it. */
export function maskHost(host: string): string {
  const [first = '', ...rest] = host.split('.');
  return isSecretLooking(first) ? [`${first.slice(0, 4)}${MASK}${first.slice(-2)}`, ...rest].join('.') : host;
}

/** Masks every long random word in a text, such as a path's 128 bits or a pasted key. */
export function maskSecrets(text: string): string {
  return text.replaceAll(/[A-Za-z0-9_-]{20,}/g, (word) => (isSecretLooking(word) ? MASK : word));
}

/** 128 bits take 22 letters in base 64, 26 in base 32, 32 in base 16; words of a language have no digits in them. */
function isSecretLooking(word: string): boolean {
  return word.length >= 20 && /\d/.test(word) && /[a-z]/i.test(word);
}

/** Removes userinfo from a URL for display and records; a text that is no URL is returned as it is. */
export function withoutUserinfo(url: string): string {
  if (!URL.canParse(url)) return url;
  const parsed = new URL(url);
  parsed.username = '';
  parsed.password = '';
  return parsed.href;
}
