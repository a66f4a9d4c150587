/**
 * A user's strict TypeScript with every export of the testing entry points. Compiled against the packed package as a
 * module and as CommonJS; never run.
 */
import {
  createShop,
  Failure,
  type Attempt,
  type ClockOption,
  type ClockSpeed,
  type Delivery,
  type EventName,
  type EventText,
  type Outcome,
  type RecordLists,
  type RecordsInput,
  type RulesName,
  type Shop,
  type ShopApi,
  type ShopOptions,
  type ShopRecord,
  type TestClock,
  type Verdict,
  type Webhook,
} from 'upgates-dev/testing';
import { upgatesHandlers, type UpgatesHandlersOptions } from 'upgates-dev/msw';

const rules: RulesName = 'legacy';
const speed: ClockSpeed = 'max';
const clock: ClockOption = { speed };
const options: ShopOptions = { rules, clock, seed: 's', plan: 'bronze', gather: '10s', denied: ['Orders.*'] };
const record: ShopRecord = { order_number: '9000011' };
const lists: RecordLists = { orders: [record] };
const inputs: readonly RecordsInput[] = [[record], lists];
const name: EventName = 'Orders.create';
const text: EventText = 'orders.*';

export async function useEverything(handlerUrl: URL): Promise<readonly string[]> {
  const shop: Shop = await createShop(options);
  const webhook: Webhook = await shop.subscribe(text, handlerUrl);
  const delivery: Delivery | null = await shop.emit(name, inputs[0]);
  const recover: () => void = shop.fault('outage');
  recover();
  await move(shop.clock);
  const api: ShopApi = await shop.serve();
  const moved: ShopApi = await shop.move({ form: 'body' });
  const response: Response = await shop.handle(new Request(`${api.url}/status`));
  await shop[Symbol.asyncDispose]();
  return [webhook.event, ...tell(delivery), moved.url, String(response.status), ...shop.deny('*'), ...shop.allow('*')];
}

async function move(shopClock: TestClock): Promise<void> {
  await shopClock.advance('5m');
  const stepped: boolean = await shopClock.step();
  shopClock.setSpeed(stepped ? 'manual' : 60);
  shopClock.now().toISOString();
}

function tell(delivery: Delivery | null): readonly string[] {
  const verdict: Verdict | null = delivery?.verdict ?? null;
  const attempts: readonly Attempt[] = delivery?.attempts ?? [];
  const outcomes: readonly Outcome[] = attempts.map(({ outcome }) => outcome);
  return [String(verdict), ...outcomes.map((outcome) => (outcome.kind === 'answered' ? `${outcome.status}` : ''))];
}

export async function disposes(): Promise<void> {
  await using shop = await createShop();
  await shop.emit('Products.delete', { products: [{ product_id: 1 }], variants: [] });
}

export function handle(error: unknown): string {
  return error instanceof Failure ? `${error.code}: ${error.message} ${error.hint ?? ''}` : '';
}

const mswOptions: UpgatesHandlersOptions = { apiUrl: 'https://demoshop.admin.s1.upgates.com/api/v2' };
export const handlers: readonly object[] = upgatesHandlers(undefined, mswOptions);

// @ts-expect-error A typing mistake in an option is found.
export const mistaken: ShopOptions = { rule: 'legacy' };
// @ts-expect-error And one in the profile's name.
export const unknown: ShopOptions = { rules: 'strict' };
