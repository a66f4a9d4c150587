/**
 * What `replay` sends: files and captured deliveries as parcels. In: the wish and history. Out: parcels in their order.
 * An operand that is an existing path is a file, anything else an id. Throws `Failure` (exit 2) for what is not there.
 */
import { readFileSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { mistake } from '../core/failure.ts';
import { printable } from '../core/printable.ts';
import { readFixtureName } from '../fixture/name.ts';
import type { Setting } from '../fixture/set-value.ts';
import { unknownId } from '../store/find-detail.ts';
import type { HistoryReader } from '../store/read.ts';
import { chooseNamed, chooseSearched, type Captured, type Search } from './choose.ts';
import { noHandler } from './no-handler.ts';
import { SHOP_HEADERS, type Parcel } from './parcel.ts';

export interface ReplayPlan extends Search {
  readonly operands: readonly string[];
  /** What relative paths are relative to; null: operands are ids, whatever files there are. */
  readonly cwd: string | null;
  readonly settings: readonly Setting[];
  /** Where an event goes; `captured` is where it went then. */
  readonly urlFor: (event: string, captured: URL | null) => URL | null;
}

type Reading = Pick<HistoryReader, 'find' | 'detail' | 'body' | 'page'>;

/** `history` is null when there is none (yet). */
export function planReplay(history: Reading | null, plan: ReplayPlan): readonly Parcel[] {
  if (plan.operands.length > 0) return plan.operands.map((operand) => named(history, operand, plan));
  return history === null ? [] : chooseSearched(history, plan).map((captured) => parcelOf(captured, plan));
}

function named(history: Reading | null, operand: string, plan: ReplayPlan): Parcel {
  const path = plan.cwd === null ? null : resolve(plan.cwd, operand);
  if (path !== null && isFile(path)) return fileParcel(path, plan);
  if (history === null) throw unknownId(operand);
  return parcelOf(chooseNamed(history, operand), plan);
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function fileParcel(path: string, plan: ReplayPlan): Parcel {
  const name = readFixtureName(basename(path));
  if (name === null) {
    const hint =
      'A fixture is called <Event.name>[.<label>].json. For another file: upgates-dev trigger EVENT --body FILE.';
    throw mistake('fixture-name', `The name of ${printable(path)} does not say which event it is.`, hint);
  }
  const body = readFileSync(path);
  return {
    origin: 'replay',
    event: name.event,
    url: urlOf(name.event, null, plan),
    from: path,
    replayOf: null,
    before: null,
    capturedAt: null,
    load: () => ({ body, headers: SHOP_HEADERS }),
  };
}

function parcelOf(captured: Captured, plan: ReplayPlan): Parcel {
  const { row, before, capturedAt } = captured;
  return {
    origin: 'replay',
    event: row.event,
    url: urlOf(row.event, captured, plan),
    from: captured.id,
    replayOf: row.id,
    before,
    capturedAt,
    load: captured.open,
  };
}

/** Asked for only where nobody says where to: it costs reading the delivery. */
function urlOf(event: string, captured: Captured | null, { urlFor }: ReplayPlan): URL {
  const known = urlFor(event, null);
  if (known !== null) return known;
  const then = captured?.open().url ?? null;
  const url = then === null ? null : urlFor(event, new URL(then));
  if (url !== null) return url;
  throw noHandler(event);
}
