/**
 * One delivery changed in the user's editor, then sent again. The editor has the terminal until `onEdited`, which comes
 * exactly once and whatever goes wrong.
 */
import { once } from '../once.ts';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { mistake } from '../../core/failure.ts';
import { indentJson } from '../../core/json-indent.ts';
import { edited } from '../../replay/edit-all.ts';
import type { Answered, Intention } from '../intention.ts';
import { NO_FAULTS, parcelsFor } from './replay.ts';
import { send, type Errand } from './sending.ts';

type Edit = Extract<Intention, { kind: 'edit' }>;

/** Throws `Failure`: exit 2 when what was saved is no JSON, 3 when the editor failed; what was typed stays in a file. */
export async function edit({ id, editor }: Edit, errand: Errand): Promise<Answered> {
  const { asking, means, signal } = errand;
  const giveBack = once(() => asking.onEdited?.());
  try {
    if (editor.trim() === '') throw mistake('no-editor', 'No editor is set.', 'Set EDITOR, such as EDITOR=vim.');
    const parcels = parcelsFor({ ids: [id], last: null, filter: null, sets: [], to: null }, errand);
    const folder = join(means.plan.dataDir, 'edits');
    const ready = await edited(parcels, { editor, folder, layOut: indentJson, signal, onClosed: giveBack });
    const answered = await send(ready.parcels, errand, {
      pace: { kind: 'max', atOnce: 1 },
      retries: 0,
      faults: NO_FAULTS,
    });
    // Now history has what was edited.
    if (!signal.aborted) for (const file of ready.files) rmSync(file, { force: true });
    return answered;
  } finally {
    giveBack();
  }
}
