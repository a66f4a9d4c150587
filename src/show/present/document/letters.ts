/**
 * JSON's escapes as the letters they stand for, as far as those can be seen and do no harm: PHP writes `P\u0159ijat\u00e1`.
 * Controls, signs without a width, halves of letters and `\"` stay as they were sent.
 */

const ESCAPES = /(?:\\u[0-9a-fA-F]{4})+|\\./gs;

/** Letters, marks on them, numbers, signs; nothing invisible, nothing unassigned. */
const SEEN = /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u;

export function readableLetters(text: string): string {
  if (!text.includes('\\u')) return text;
  return text.replaceAll(ESCAPES, (run) => (run.startsWith('\\u') ? readRun(run) : run));
}

function readRun(run: string): string {
  const codes = Array.from({ length: run.length / 6 }, (_, index) =>
    Number.parseInt(run.slice(index * 6 + 2, index * 6 + 6), 16),
  );
  const letters = Array.from(String.fromCharCode(...codes));
  let at = 0;
  return letters
    .map((letter) => {
      const escape = run.slice(at, at + letter.length * 6);
      at += escape.length;
      return letter > '\u00a0' && SEEN.test(letter) ? letter : escape;
    })
    .join('');
}
