/** The panel of what may have been missed, on the stage. */
import { afterEach, describe, expect, it } from 'vitest';
import type { GapVerdict } from '../../../src/core/gap-verdict.ts';
import type { GapsView, ListingView } from '../../../src/session/gaps/view.ts';
import { createFakeSession, NOON, type FakeSession } from './fake-session.ts';
import { openStage, type Stage } from './stage.ts';

const stages: Stage[] = [];

afterEach(() => {
  for (const stage of stages.splice(0)) stage.screen.leave();
});

const MISSED: GapVerdict = { kind: 'may-be-missed', sure: false, findings: [] };
const TEXT =
  'Calls may be missing from the 20 min in which this machine slept: a call for Orders.create got no answer.';

const gaps = (change: Partial<GapsView> = {}): GapsView => ({
  gaps: [{ from: NOON - 1_200_000, until: NOON, causes: ['slept'], verdict: MISSED, text: TEXT }],
  lists: ['orders', 'customers'],
  blind: 'No list of the shop tells of Orders.delete.',
  listing: null,
  ...change,
});

const LISTING: ListingView = {
  at: NOON,
  since: NOON - 1_200_000,
  pages: 1,
  isCut: false,
  known: 3,
  remarks: [],
  missed: [
    { event: 'Orders.create', id: '9000211', key: '9000211', changedAt: NOON - 900_000, isPlayed: false },
    { event: 'Orders.update', id: '9000208', key: '9000208\u001b[2J', changedAt: NOON - 800_000, isPlayed: false },
    { event: 'Customers.update', id: '7', key: 'jan@example.test', changedAt: null, isPlayed: true },
  ],
};

async function open(session: FakeSession, columns = 100, rows = 30): Promise<Stage> {
  const stage = openStage(session, { columns, rows, now: () => NOON });
  stages.push(stage);
  session.put({ id: '1', key: 'K1' });
  await stage.see((text) => text.includes('K1'));
  return stage;
}

describe('c', () => {
  it('has nothing to show without a gap, and says so', async () => {
    const session = createFakeSession({ gaps: gaps({ gaps: [] }) });
    const stage = await open(session);
    expect((await stage.rows()).join('\n')).not.toContain('c catch up');
    await stage.press('c');
    await stage.see((text) => text.includes('There has been no gap: calls could arrive all the time.'));
  });

  it('shows the gap, what it means and what listing costs, and asks nothing by itself', async () => {
    const session = createFakeSession({ gaps: gaps() });
    const stage = await open(session);
    await stage.see((text) => text.includes('c catch up'));
    await stage.press('c');
    const text = (await stage.see((shown) => shown.includes('may be missed'))).join('\n');
    expect(text).toContain('14:12:07 to 14:32:07  may be missed');
    expect(text).toContain(
      'Calls may be missing from the 20 min in which this machine slept: a call for Orders.create',
    );
    expect(text).toContain('l lists what has changed since (2 of 106 API calls left: orders, customers).');
    expect(text).toContain('No list of the shop');
    expect(session.asked).toEqual([]);
    await stage.press('l');
    expect(session.asked).toEqual([{ kind: 'list-missed', since: null, pages: 1, dryRun: false }]);
    await stage.press('r');
    expect(session.asked.at(-1)).toEqual({ kind: 'check-gaps', dryRun: false });
    await stage.press('c');
    await stage.see((shown) => shown.includes('VERDICT'));
  });
});

describe('what was listed', () => {
  it('is taken or left out, and played exactly so', async () => {
    const session = createFakeSession({ gaps: gaps({ listing: LISTING }) });
    const stage = await open(session);
    await stage.press('c');
    const text = (await stage.see((shown) => shown.includes('3 never came here'))).join('\n');
    expect(text).toContain('3 never came here, 3 others did.');
    expect(text).toContain('Enter plays those with ● to http://localhost:3000/webhooks.');
    expect(text).toContain('l lists anew (2 of 106 API calls left: orders, customers).');
    expect(text).toMatch(/▶ ● 14:17:07 +Orders\.create +9000211/);
    expect(text).toMatch(/ {3}● 14:18:47 +Orders\.update +9000208\\x1b\[2J/);
    expect(text).toMatch(/✓ +Customers\.update +jan@example\.test +played/);
    await stage.press('j', ' ');
    await stage.see((shown) => /▶ ○ .*9000208/.test(shown));
    await stage.press('\r');
    expect(session.asked).toEqual([{ kind: 'play-missed', choice: ['Orders.create 9000211'], dryRun: false }]);
    await stage.press('a');
    await stage.see((shown) => !shown.includes('● 14:17:07'));
    await stage.press('\r');
    expect(session.asked).toHaveLength(1);
    await stage.press('a');
    await stage.see((shown) => shown.includes('● 14:17:07'));
    await stage.press('\r');
    expect(session.asked.at(-1)).toEqual({
      kind: 'play-missed',
      choice: ['Orders.create 9000211', 'Orders.update 9000208'],
      dryRun: false,
    });
  });

  it('that was cut asks for a page more of each list', async () => {
    const remarks = ['Pages that were not fetched, a call each: orders 2.'];
    const session = createFakeSession({ gaps: gaps({ listing: { ...LISTING, isCut: true, remarks } }) });
    const stage = await open(session);
    await stage.press('c');
    await stage.see((shown) => shown.includes('Pages that were not fetched'));
    await stage.see((shown) =>
      shown.includes('l lists a page more of each (4 of 106 API calls left: orders, customers)'),
    );
    await stage.press('l');
    expect(session.asked.at(-1)).toMatchObject({ kind: 'list-missed', pages: 2 });
  });

  it('needs a handler to be played to', async () => {
    const session = createFakeSession({ gaps: gaps({ listing: LISTING }), targets: [] });
    const stage = await open(session);
    await stage.press('c');
    await stage.see((shown) => shown.includes('never came here'));
    await stage.press('\r');
    await stage.see((shown) => shown.includes('There is no handler'));
    expect(session.asked).toEqual([]);
  });

  it.each([
    [100, 30],
    [60, 16],
  ])('scrolls with the chosen one at %i x %i', async (columns, rows) => {
    const missed = Array.from({ length: 60 }, (_, index) => ({
      event: 'Orders.create',
      id: `n${index}`,
      key: `n${index}`,
      changedAt: NOON,
      isPlayed: false,
    }));
    const session = createFakeSession({ gaps: gaps({ listing: { ...LISTING, missed } }) });
    const stage = await open(session, columns, rows);
    await stage.press('c');
    await stage.see((shown) => /▶ ● .*n0/.test(shown));
    await stage.press(...Array<string>(40).fill('j'));
    await stage.see((shown) => /▶ ● .*n40/.test(shown) && shown.includes('may be missed'));
    await stage.press(...Array<string>(40).fill('j'));
    await stage.see((shown) => /▶ ● .*n59/.test(shown));
  });
});

it('health tells of the last gap', async () => {
  const stage = await open(createFakeSession({ gaps: gaps() }));
  await stage.press('i');
  const text = (await stage.see((shown) => shown.includes('way in'))).join('\n');
  expect(text).toMatch(/gaps +14:12:07 to 14:32:07 {2}may be missed/);
});
