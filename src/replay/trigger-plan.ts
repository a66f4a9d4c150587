/**
 * What `trigger` sends: the body of a file, of a fixture, or made of generated records, with values set on top.
 * In: the wish. Out: parcels in their order. Throws `Failure` (exit 2) before anything is sent.
 */
import { buildBody, splitRecords } from '../core/envelope.ts';
import { findEvent, MAX_RECORDS, type EventDefinition } from '../core/events.ts';
import { mistake } from '../core/failure.ts';
import type { Instant } from '../core/instant.ts';
import { printable } from '../core/printable.ts';
import { createRandom } from '../core/random.ts';
import { findFixture, fixtureBody, fullName, labelsOf } from '../fixture/find-fixture.ts';
import { generateRecords } from '../fixture/generate.ts';
import type { FixtureName } from '../fixture/name.ts';
import type { Setting } from '../fixture/set-value.ts';
import { applySettings } from './apply-settings.ts';
import { SHOP_HEADERS, type Parcel } from './parcel.ts';

export interface TriggerWish {
  readonly name: FixtureName;
  /** The bytes of `--body`; null without. */
  readonly body: Buffer | null;
  /** Records to generate for each event; null: a fixture is sent. */
  readonly records: number | null;
  readonly count: number;
  readonly settings: readonly Setting[];
  readonly url: URL;
  readonly ownFixtures: string;
  readonly seed: string;
  /** The time that generated records carry. */
  readonly at: Instant;
}

export function planTrigger(wish: TriggerWish): readonly Parcel[] {
  const bodies = wish.body === null && wish.records !== null ? generated(wish, wish.records) : [stored(wish)];
  // Each is made once before anything is sent, so that a value that cannot be set is found in time.
  for (const body of bodies) body(0);
  const times = Array.from({ length: wish.count }, (_, index) => index);
  return times.flatMap((index) => bodies.map((body) => parcelOf(wish, () => body(index))));
}

/** The body of the so-many-th event. */
type BodyOf = (index: number) => Buffer;

/** The same bytes each time. */
function stored(wish: TriggerWish): BodyOf {
  const body = applySettings(wish.body ?? fixtureOf(wish), wish.settings);
  return () => body;
}

/** Other records each time; more than fit into one call follow in the next, as the shop does it. */
function generated(wish: TriggerWish, count: number): readonly BodyOf[] {
  const event = catalogued(wish.name.event);
  const calls = Array.from({ length: Math.max(1, Math.ceil(count / MAX_RECORDS)) }, (_, call) => call);
  return calls.map((call) => (index) => {
    const random = createRandom(`${wish.seed}/${index}`);
    const lists = splitRecords(event, generateRecords(event, count, { random, at: wish.at }))[call] ?? {};
    return applySettings(Buffer.from(buildBody(event, { projectName: 'demoshop', lists })), wish.settings);
  });
}

function catalogued(name: string): EventDefinition {
  const event = findEvent(name);
  if (event !== undefined) return event;
  throw mistake(
    'not-catalogued',
    `What a record of ${printable(name)} looks like is not known, so none can be generated.`,
    'Give the body with --body FILE.',
  );
}

function fixtureOf({ name, ownFixtures }: TriggerWish): Buffer {
  const fixture = findFixture(name, ownFixtures);
  if (fixture !== null) return fixtureBody(fixture);
  const labels = labelsOf(name.event, ownFixtures);
  const hint =
    labels.length === 0
      ? `Give the body with --body FILE, or keep one as ${name.event}.json in ${ownFixtures}.`
      : `There are ${name.event} and, behind it and a dot: ${labels.join(', ')}.`;
  throw mistake('fixture-unknown', `There is no fixture ${printable(fullName(name))}.`, printable(hint));
}

function parcelOf({ name, url }: TriggerWish, body: () => Buffer): Parcel {
  return {
    origin: 'trigger',
    event: name.event,
    url,
    from: fullName(name),
    replayOf: null,
    before: null,
    capturedAt: null,
    load: () => ({ body: body(), headers: SHOP_HEADERS }),
  };
}
