/**
 * Changes parcels before they go out: values set, bodies edited. In: parcels. Out: parcels of the same place and number.
 */
import type { Setting } from '../fixture/set-value.ts';
import { applySettings } from './apply-settings.ts';
import { editBody, type Editing } from './edit.ts';
import type { Parcel } from './parcel.ts';

/** Throws `Failure` (exit 2) at once where a value has no place, before anything is sent. */
export function withSettings(parcels: readonly Parcel[], settings: readonly Setting[]): readonly Parcel[] {
  if (settings.length === 0) return parcels;
  const changed = parcels.map((parcel): Parcel => {
    const load: Parcel['load'] = () => {
      const { body, headers } = parcel.load();
      return { body: applySettings(body, settings), headers };
    };
    return { ...parcel, load };
  });
  for (const parcel of changed) parcel.load();
  return changed;
}

export interface EditedParcels {
  readonly parcels: readonly Parcel[];
  /** What was edited in; to be removed when all is sent. */
  readonly files: readonly string[];
}

/** One editor after the other. Throws as `editBody` does. */
export async function edited(parcels: readonly Parcel[], editing: Editing): Promise<EditedParcels> {
  const files: string[] = [];
  const changed: Parcel[] = [];
  for (const parcel of parcels) {
    const { body, headers } = parcel.load();
    const id = parcel.replayOf ?? 'file';
    const result = await editBody({ event: parcel.event, id, body }, editing);
    files.push(result.file);
    changed.push({ ...parcel, load: () => ({ body: result.body, headers }) });
  }
  return { parcels: changed, files };
}
