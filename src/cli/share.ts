/**
 * What the screen copies and exports: deliveries without secrets, in the shapes of `history export`. In: a delivery.
 * Out: text for the clipboard, or a new file beside the project.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mistake, trouble } from '../core/failure.ts';
import { isoUtc } from '../core/instant.ts';
import { safeJson } from '../core/printable.ts';
import type { Variables } from '../settings/environment.ts';
import type { ListenSettings } from '../settings/listen.ts';
import type { ScreenOptions } from '../show/tui/index.tsx';
import type { DeliveryDetail } from '../store/row.ts';
import { addressOf, curlOf, withoutItsSecrets, type Captured } from './captured.ts';
import { attemptJson, fullDeliveryJson } from './history-json.ts';
import type { Io } from './io.ts';

type Sharing = ScreenOptions['means']['sharing'];
type Shape = Parameters<Sharing['shared']>[1];

export function createSharing({ secrets, targets }: ListenSettings, { env, now, cwd }: Io): Sharing {
  return {
    doubt: clipboardDoubt(env),
    shared(detail, shape) {
      const attempt = detail.attempts.at(-1);
      if (attempt === undefined) throw mistake('id-unknown', 'Nothing is known about this delivery.');
      const call = withoutItsSecrets(detail, attempt, { secrets });
      const where = { to: null, targets };
      switch (shape) {
        case 'body':
          return { text: call.body, isMasked: call.isMasked };
        case 'curl':
          return { text: `${curlOf(call, where)}\n`, isMasked: call.isMasked };
        case 'address':
          return { text: addressOf(call, where), isMasked: false };
        case 'id':
          return { text: detail.row.id, isMasked: false };
        case 'json':
          return { text: jsonOf(call, isoUtc(now())), isMasked: call.isMasked };
      }
    },
    save: (detail, shape, { text }) => saveNew(cwd, nameFor(detail, shape), text),
  };
}

/** As `history export json` writes it. */
function jsonOf({ detail }: Captured, at: string): string {
  const lines = [fullDeliveryJson(detail, at), ...detail.attempts.map((attempt) => attemptJson(attempt, detail))];
  return lines.map((line) => `${safeJson(line)}\n`).join('');
}

const ENDINGS: Readonly<Record<Shape, string>> = {
  body: 'json',
  curl: 'sh',
  json: 'ndjson',
  address: 'txt',
  id: 'txt',
};

interface FileName {
  readonly stem: string;
  readonly ending: string;
}

/** A body that is no JSON gets no promise in its name. */
function nameFor({ row, body }: DeliveryDetail, shape: Shape): FileName {
  const isOther = shape === 'body' && ![0x7b, 0x5b].includes(body.find((byte) => byte > 0x20) ?? 0);
  return { stem: `${row.event.replaceAll(/[^A-Za-z0-9.]/g, '-')}-${row.id}`, ending: isOther ? 'txt' : ENDINGS[shape] };
}

const MOST_OF_A_NAME = 100;

/** Never in the place of a file that is there. Throws `Failure` (exit 3) for the disk. */
async function saveNew(folder: string, { stem, ending }: FileName, text: Uint8Array | string): Promise<string> {
  for (let number = 1; number <= MOST_OF_A_NAME; number += 1) {
    const name = number === 1 ? `${stem}.${ending}` : `${stem}-${number}.${ending}`;
    try {
      await writeFile(join(folder, name), text, { flag: 'wx' });
      return name;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw unwritable(name, error);
    }
  }
  throw trouble('export-file', `There are ${MOST_OF_A_NAME} files like ${stem}.${ending} already.`);
}

function unwritable(name: string, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return trouble('export-file', `${name} cannot be written: ${reason}.`);
}

/** By what the terminal says of itself; none of them says whether it takes a copy. */
function clipboardDoubt(env: Variables): string | null {
  const { TMUX: tmux, STY: screen, TERM_PROGRAM: program, TERM: term, VTE_VERSION: vte } = env;
  if (tmux !== undefined) return 'tmux passes it on only with: set -s set-clipboard on';
  if (screen !== undefined) return 'GNU screen does not pass it on.';
  if (program === 'Apple_Terminal') return "Apple's Terminal does not take copies from programs.";
  if (term === 'linux') return 'The console of Linux has no clipboard.';
  return vte === undefined ? null : 'GNOME Terminal and its family may not take copies from programs.';
}
