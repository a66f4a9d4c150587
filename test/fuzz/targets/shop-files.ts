/** Scenarios and saved shops: played and taken up within their bounds, or refused with the place. */
import fc from 'fast-check';
import { readSaved } from '../../../src/cli/simulate/saved.ts';
import { builtinNames, builtinText } from '../../../src/simulate/builtin-scenarios.ts';
import { courseOf } from '../../../src/simulate/scenario/course.ts';
import { readScenario } from '../../../src/simulate/scenario/read-scenario.ts';
import { createSimulatedShop } from '../../../src/simulate/shop.ts';
import { given, judgeProtoypes } from '../judge.ts';
import { anyJson, spoiled } from '../letters.ts';
import { target } from '../target.ts';

const SCENARIOS = builtinNames().map((name) => builtinText(name) ?? '');
const STEPS =
  '"steps":|"at":"10m"|"do":"say"|"do":"emit"|"do":"burst"|"every":"1ms"|"times":1e9|"records":100000|"do":"end"'.split(
    '|',
  );

export const SCENARIO_FILES = target({
  name: 'scenarios',
  words: 'any text as a scenario: one that ends, or refused with the place',
  ci: 150,
  weight: 6,
  open: () => ({
    cases: fc.oneof(
      spoiled({ from: SCENARIOS, words: STEPS }),
      anyJson.map((value) => JSON.stringify({ steps: value })),
    ),
    check(text) {
      const scenario = given(() => readScenario(text, 'mine.json'), { exits: [2] });
      if (scenario !== null && courseOf(scenario).length > 110_000) throw new Error('it never ends');
      judgeProtoypes();
    },
  }),
});

/** A shop in the middle of its life: webhooks, deliveries under way, changed things. */
async function savedShop(): Promise<string> {
  const shop = createSimulatedShop({ seed: 'fuzz', speed: 'manual', startAt: Date.UTC(2026, 10, 23), key: KEY });
  const ask = (body: object): Promise<Response> =>
    shop.handle(
      new Request('http://shop.test/api/v2/webhooks', {
        method: 'POST',
        headers: { Authorization: `Basic ${Buffer.from(`${shop.login}:${KEY}`).toString('base64')}` },
        body: JSON.stringify(body),
      }),
    );
  await ask({ name: 'x', url: 'http://127.0.0.1:9/x', event: 'Orders.create', active_yn: true });
  shop.emit('Orders.create');
  shop.emit('Products.update');
  const text = JSON.stringify(shop.save());
  await shop.close();
  return text;
}

const KEY = 'key-of-the-saved-shop';

export const SHOP_STATES = target({
  name: 'shop-states',
  words: 'any text as a saved shop: taken up, or refused with the place and without its key',
  ci: 120,
  weight: 4,
  async open() {
    const text = await savedShop();
    return {
      cases: fc.oneof(
        {
          weight: 4,
          arbitrary: spoiled({ from: [text], words: ['"url":', '"number":', '-1', '"at":'], longest: 60_000 }),
        },
        fc.tuple(fc.nat({ max: 300 }), anyJson).map(([place, value]) => withValue(text, place, value)),
      ),
      async check(saved) {
        const found = given(() => readSaved(saved), { exits: [2], secrets: [KEY] });
        if (found !== null) await takeUp(found.shop);
        judgeProtoypes();
      },
    };
  },
});

/** It stands still: a clock that runs would send to whatever address stands in it. */
async function takeUp(saved: ReturnType<typeof readSaved>['shop']): Promise<void> {
  const shop = createSimulatedShop({ seed: 'x', saved, speed: 'manual', now: () => saved.clock.at });
  JSON.stringify(shop.save());
  await shop.close();
}

/** The n-th value of a saved shop replaced, whatever it is. */
function withValue(text: string, place: number, value: unknown): string {
  let count = 0;
  return JSON.stringify(
    JSON.parse(text, (_key, before: unknown) => {
      count += 1;
      return count === place ? value : before;
    }),
  );
}
