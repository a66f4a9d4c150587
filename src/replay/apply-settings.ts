/**
 * `--set` on the bytes of a body. Throws `Failure` (exit 2) where there is no such place; without settings the bytes
 * are not touched, whatever they are.
 */
import { mistake } from '../core/failure.ts';
import { inQuotes, printable } from '../core/printable.ts';
import { readSetting, setValue, type Setting } from '../fixture/set-value.ts';

export function applySettings(body: Buffer, settings: readonly Setting[]): Buffer {
  if (settings.length === 0) return body;
  let text = body.toString('utf8');
  for (const setting of settings) {
    const outcome = setValue(text, setting);
    if (outcome.kind === 'no-place') {
      const path = setting.path.join('.');
      throw mistake('set-no-place', printable(`--set ${path} has no place: ${outcome.problem}.`));
    }
    text = outcome.text;
  }
  return Buffer.from(text);
}

/** The texts of `--set`. Throws `Failure` (exit 2) for one that is no `path=value`. */
export function readSettings(texts: readonly string[]): readonly Setting[] {
  return texts.map((text) => {
    const setting = readSetting(text);
    if (setting !== null) return setting;
    const what = `--set is ${inQuotes(text)}, but it must be path=value.`;
    throw mistake('set', what, 'Such as --set orders.0.order_number=9000021.');
  });
}
