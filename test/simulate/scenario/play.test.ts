import { afterEach, expect, it, vi } from 'vitest';
import { trouble } from '../../../src/core/failure.ts';
import { HOUR, MINUTE } from '../../../src/core/instant.ts';
import { createShopClock, type ShopClock } from '../../../src/simulate/clock/clock.ts';
import type { Moment } from '../../../src/simulate/scenario/course.ts';
import type { Stage } from '../../../src/simulate/scenario/perform.ts';
import { playScenario, type Playing, type PlayingOptions } from '../../../src/simulate/scenario/play.ts';
import { readScenario } from '../../../src/simulate/scenario/read-scenario.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

interface Theatre {
  readonly clock: ShopClock;
  readonly stage: Stage;
  /** What was done, with the shop's time in minutes. */
  readonly done: readonly string[];
}

const START = Date.UTC(2026, 0, 1);

function openTheatre(move: Stage['move'] = () => Promise.resolve(served())): Theatre {
  const done: string[] = [];
  const clock = createShopClock({ speed: 'max', now: () => START });
  closers.push(() => clock.close());
  const note = (what: string): void => void done.push(`${(clock.now() - START) / MINUTE} ${what}`);
  const stage: Stage = {
    clock,
    trade: {
      happen: (event, count) => (note(`happen ${event.name} ${count}`), []),
      emit: (event, lists) => (note(`emit ${event.name} ${JSON.stringify(lists)}`), []),
    },
    access: {
      deny: (patterns) => (note(`deny ${patterns.join()}`), []),
      allow: (patterns) => (note(`allow ${patterns.join()}`), []),
    },
    faults: {
      add: (fault) => note(`fault ${fault.label}`),
      clear: (label) => (note(`clear ${label ?? 'all'}`), 1),
    },
    async move(options) {
      note(`move ${options.form ?? ''}`);
      return move(options);
    },
  };
  return { clock, stage, done };
}

const served = () => ({ apiUrl: 'http://127.0.0.1:1/api/v2', port: 1, close: () => Promise.resolve() });

function play(steps: readonly unknown[], { stage }: Theatre, options: PlayingOptions = {}): Playing {
  const scenario = readScenario(JSON.stringify({ title: 't', description: 'd', steps }), 'x');
  const playing = playScenario(scenario, stage, options);
  closers.push(() => playing.stop());
  return playing;
}

const EVERY_DEED = [
  { at: '0s', do: 'happen', event: 'Orders.create', records: 2 },
  { at: '1m', do: 'happen', event: 'Orders.update', count: 2, every: '3m' },
  { at: '2m', do: 'emit', event: 'Orders.delete', lists: { orders: [{ order_number: '1' }] } },
  { at: '5m', do: 'deny', events: ['Orders.*'] },
  { at: '6m', do: 'allow', events: ['Orders.*'] },
  { at: '7m', do: 'move', form: 'body' },
  { at: '8m', do: 'fault', spec: 'name=down,status=503' },
  { at: '9m', do: 'clear-faults', name: 'down' },
  { at: '9m', do: 'clear-faults' },
  { at: '10m', do: 'speed', speed: 'max' },
  { at: '1h', do: 'say', text: 'over' },
];

const ALL_DONE = [
  '0 happen Orders.create 2',
  '1 happen Orders.update 1',
  '2 emit Orders.delete {"orders":[{"order_number":"1"}]}',
  '4 happen Orders.update 1',
  '5 deny Orders.*',
  '6 allow Orders.*',
  '7 move body',
  '8 fault down',
  '9 clear down',
  '9 clear all',
];

it("does everything at its time on the shop's clock", async () => {
  const theatre = openTheatre();
  const told: Moment[] = [];
  const playing = play(EVERY_DEED, theatre, { onPlayed: (moment) => told.push(moment) });
  expect(theatre.done).toEqual(['0 happen Orders.create 2']);
  await playing.done;
  expect(theatre.done).toEqual(ALL_DONE);
  expect(theatre.clock.now()).toBe(START + HOUR);
  expect(told.map(({ deed }) => deed.kind)).toEqual(
    'happen happen emit happen deny allow move fault clear-faults clear-faults speed say'.split(' '),
  );
  expect(playing.progress()).toEqual({ startedAt: START, played: 12, moments: 12 });
});

it.each([0, 1, 3, 6, 7, 12])('goes on after %i moments as if it had never been left', async (played) => {
  const theatre = openTheatre();
  const whole = [...ALL_DONE, 'speed', 'say'];
  await play(EVERY_DEED, theatre, { progress: { startedAt: START, played } }).done;
  expect(theatre.done).toEqual(whole.slice(played, ALL_DONE.length));
});

it('does what was due while it was left at once', async () => {
  const theatre = openTheatre();
  const steps = EVERY_DEED.slice(0, 5);
  await play(steps, theatre, { progress: { startedAt: START - HOUR, played: 1 } }).done;
  expect(theatre.done.map((line) => line.split(' ')[0])).toEqual(['0', '0', '0', '0', '0']);
});

it('stands still while the shop moves', async () => {
  let arrive = (): void => undefined;
  const theatre = openTheatre(
    () =>
      new Promise((resolve) => {
        arrive = () => resolve(served());
      }),
  );
  const playing = play(
    [
      { at: '1m', do: 'move' },
      { at: '2m', do: 'deny', events: ['*'] },
    ],
    theatre,
  );
  theatre.clock.wakeAt(START + 90_000, () => undefined);
  await vi.waitFor(() => expect(theatre.done).toEqual(['1 move both']));
  expect(theatre.clock.step()).toBe('in-flight');
  arrive();
  await playing.done;
  expect(theatre.done).toEqual(['1 move both', '2 deny *']);
});

it('stopped in the middle of a move, it does nothing more', async () => {
  let arrive = (): void => undefined;
  const moved = new Promise<ReturnType<typeof served>>((resolve) => {
    arrive = () => resolve(served());
  });
  const theatre = openTheatre(() => moved);
  const playing = play(
    [
      { at: '0s', do: 'move' },
      { at: '0s', do: 'deny', events: ['*'] },
    ],
    theatre,
  );
  playing.stop();
  arrive();
  await moved;
  await playing.done;
  // What follows a move follows in the same turn.
  await new Promise((resolve) => setImmediate(resolve));
  expect(theatre.done).toEqual(['0 move both']);
});

it('a step that fails ends it, and says why', async () => {
  const theatre = openTheatre(() => Promise.reject(trouble('port-in-use', 'Taken.')));
  const playing = play(
    [
      { at: '1m', do: 'move' },
      { at: '2m', do: 'deny', events: ['*'] },
    ],
    theatre,
  );
  await expect(playing.done).rejects.toMatchObject({ code: 'port-in-use' });
  expect(theatre.done).toEqual(['1 move both']);
});

it('nothing happens after it was stopped, or after its end', async () => {
  const theatre = openTheatre();
  const playing = play([{ at: '1m', do: 'deny', events: ['*'] }], theatre);
  playing.stop();
  await playing.done;
  expect(theatre.clock.step()).toBe('nothing');
  const ended = play(
    [
      { at: '0s', do: 'end' },
      { at: '1s', do: 'deny', events: ['*'] },
    ],
    theatre,
  );
  await ended.done;
  expect(theatre.done).toEqual([]);
  expect(ended.progress().played).toBe(2);
});
