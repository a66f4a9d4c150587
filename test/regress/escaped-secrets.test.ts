/** A secret that was sent in escapes was not seen in the text, and stood in the fixture for whoever read the JSON. */
import { expect, it } from 'vitest';
import { bodyWithoutSecrets } from '../../src/fixture/without-secrets.ts';

const escaped = (text: string): string =>
  text.replaceAll(/[^]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

it('is taken out of values and of names', () => {
  const secret = 'k3y-of-the-shop';
  const body = `{"note":"is ${escaped(secret)}!","${escaped(secret)}":1,"other":"\\u010daj"}`;
  const out = bodyWithoutSecrets(Buffer.from(body), { secrets: [secret] }).toString();
  expect(JSON.stringify(JSON.parse(out))).not.toContain(secret);
  expect(out).toBe('{"note":"is ***!","***":1,"other":"\\u010daj"}');
});

it('also amid bytes that are no UTF-8, which stay as they are', () => {
  const body = Buffer.from(`{"a":"\xc0","note":"${escaped('k3y-of-the-shop')} \\u010d","b":1}`, 'latin1');
  const out = bodyWithoutSecrets(body, { secrets: ['k3y-of-the-shop'] });
  expect(out.toString('latin1')).toBe('{"a":"\xc0","note":"*** \\u010d","b":1}');
});
