/** A secret in a text of any kind, on its way to screen, log or export: it is taken out, and nothing else gets in. */
import fc from 'fast-check';
import { maskHost, maskSecrets, maskUrl, withoutUserinfo } from '../../../src/core/masking.ts';
import { printable, printableLines, safeJson } from '../../../src/core/printable.ts';
import { headersWithoutSecrets, withoutSecrets } from '../../../src/fixture/without-secrets.ts';
import { anyText } from '../letters.ts';
import { target } from '../target.ts';

type Kind = 'path' | 'password' | 'basic' | 'tunnel' | 'token' | 'userinfo';

interface Planted {
  readonly kind: Kind;
  readonly secret: string;
  readonly written: string;
}

const drawn = (letters: string, length: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...letters.split('')), { minLength: length, maxLength: length }).map((all) => all.join(''));

/** As a session draws them, but from the seed. */
const own = drawn('abcdefghijklmnopqrstuvwxyz234567', 26);
const basics = own.map((secret) => Buffer.from(`upgates-dev:${secret}`).toString('base64'));
const tokens = drawn('0123456789abcdef', 32);
const passwords = drawn('abcXYZ0189.!-', 12);

/** Noise that is no secret by chance; it is told from one by its length. */
const planted: fc.Arbitrary<Planted> = fc.oneof(
  own.map((secret): Planted => ({ kind: 'path', secret, written: `/${secret}/Orders.create` })),
  own.map((secret): Planted => ({ kind: 'password', secret, written: ` ${secret} ` })),
  own.map((secret): Planted => ({ kind: 'tunnel', secret, written: ` https://${secret}.loca.lt/x ` })),
  basics.map((secret): Planted => ({ kind: 'basic', secret, written: `\nAuthorization: Basic ${secret}\n` })),
  tokens.map((secret): Planted => ({ kind: 'token', secret, written: ` ${secret} ` })),
  passwords.map((secret): Planted => ({ kind: 'userinfo', secret, written: ` http://me:${secret}@host:3000/x ` })),
);

export const SECRETS = target({
  name: 'secrets',
  words: 'a secret amid any text: masked wherever it stands',
  ci: 300,
  weight: 15,
  open: () => ({
    cases: fc.tuple(anyText, planted, anyText),
    check([before, { kind, secret, written }, after]) {
      const text = `${before}${written}${after}`;
      judge(maskSecrets(text), secret);
      judge(JSON.stringify(headersWithoutSecrets([['X-Any', text]], { secrets: [] })), secret);
      // The token of the control door never stands in a call.
      if (kind !== 'token') judge(withoutSecrets(text, { secrets: [] }), secret);
      if (kind === 'userinfo' || kind === 'tunnel') judge(maskUrl(written), secret);
      if (kind === 'tunnel') judge(maskHost(`${secret}.loca.lt`), secret);
      if (kind === 'userinfo') judge(withoutUserinfo(written), secret);
      judgeSafe(text);
    },
  }),
});

function judge(shown: string, secret: string): void {
  if (shown.includes(secret)) throw new Error(`the secret is shown: ${shown}`);
}

// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

function judgeSafe(text: string): void {
  for (const line of [printable(text), ...printableLines(text), safeJson({ text, [text]: 1 })]) {
    if (CONTROLS.test(line)) throw new Error(`a control gets through: ${JSON.stringify(line)}`);
  }
}
