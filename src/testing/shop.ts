/**
 * The simulated shop for tests, put together: a facade over `createSimulatedShop` that speaks in events, deliveries and
 * waits. In: options, all of which have a default. Out: a shop that belongs to one test and leaves nothing open.
 */
import { mistake } from '../core/failure.ts';
import { createRandom } from '../core/random.ts';
import type { MovedForm } from '../simulate/api/moved.ts';
import { createSimulatedShop, type SimulatedShop } from '../simulate/shop.ts';
import { createAddress, type Address, type ShopApi } from './address.ts';
import { createTestClock, type TestClock } from './clock.ts';
import { createDeliveryBook, type Delivery, type DeliveryBook } from './delivery.ts';
import { readOptions, type ShopOptions } from './options.ts';
import { completeRecords, type RecordsInput } from './records.ts';
import { addFault } from './spoil.ts';
import { eventNamed, subscribeTo, viewOf, type EventName, type Webhook } from './webhook.ts';

/** An event's name or another string: lets an editor propose the names, and takes `orders.create` or `Orders.*` too. */
export type EventText = EventName | (string & Record<never, never>);

/** A simulated Upgates shop. Made by `createShop`; independent of every other one. */
export interface Shop extends AsyncDisposable {
  /** `project_name` of the bodies. */
  readonly shopName: string;
  readonly seed: string;
  readonly login: string;
  readonly key: string;
  readonly clock: TestClock;
  /** All deliveries so far, in the order in which they came up; a live list. */
  readonly deliveries: readonly Delivery[];
  /** Those that are not over. */
  readonly pending: readonly Delivery[];
  /** All webhooks, those registered through the API too. */
  readonly webhooks: readonly Webhook[];
  /** How addresses that the shop has left answer; null until `move`. */
  readonly movedForm: MovedForm | null;

  /**
   * Registers a webhook, without a call to the API. A pattern such as `Orders.*` registers one for each event; the first
   * is returned, all are in `webhooks`. Credentials in the URL are sent as Basic.
   * Throws `Failure`: `unknown-event`, `event-denied`, `bad-url`, `shop-closed`.
   *
   * @example
   * await shop.subscribe('Orders.create', 'http://127.0.0.1:3000/webhooks');
   */
  subscribe(event: EventText, url: string | URL): Promise<Webhook>;

  /**
   * Sends an event to whoever subscribed. Without records one that the shop makes up; records may be partial, what is
   * left out is made up. More than 5000 become several calls. Resolves when all first attempts have been judged, to the
   * first delivery; null when nobody subscribed, and with `gather`, where it is sent later. Never rejects for what a handler does: that is in the delivery.
   * Throws `Failure`: `unknown-event`, `bad-records`, `shop-closed`.
   *
   * @example
   * const delivery = await shop.emit('Orders.create', [{ order_number: '9000011' }]);
   * expect(delivery?.verdict).toBe('delivered');
   */
  emit(event: EventText, records?: RecordsInput): Promise<Delivery | null>;

  /**
   * Spoils what the handler answers, or keeps calls from it: a preset (`outage`, `slow`, `flaky`, `duplicate`,
   * `fail-then-recover`, `silent`) or keys such as `phase=before,status=503,for=1h`; `for` runs on the shop's clock.
   * Several act in the order in which they were set. Returns how to take it back. Throws `Failure`: `bad-fault`.
   *
   * @example
   * const recover = shop.fault('phase=before,status=503');
   * recover();
   */
  fault(spec: string): () => void;

  /** Takes the right to events; their webhooks are deactivated. Returns those denied now. Throws `Failure`: `unknown-event`. */
  deny(...patterns: readonly EventText[]): readonly string[];
  /** Gives the right back; webhooks stay inactive until the API activates them. Returns those allowed now. */
  allow(...patterns: readonly EventText[]): readonly string[];

  /** Serves the REST API on 127.0.0.1, on a free port; a second call says where it is. Throws `Failure` (exit 3). */
  serve(): Promise<ShopApi>;
  /** Moves to a new address; earlier ones answer 301 from now on, with `api_url`, `Location` or both (the default). */
  move(options?: { readonly form?: MovedForm }): Promise<ShopApi>;
  /** Answers one request to the REST API without a socket; only the path of its URL matters. */
  handle(request: Request): Promise<Response>;

  /** Drops calls under way and closes everything; resolves when nothing is open. Idempotent. */
  close(): Promise<void>;
}

/**
 * Opens a simulated shop for a test. Throws `Failure` (exit 2) for options that are none.
 *
 * @example
 * await using shop = await createShop({ rules: 'current' });
 * await shop.subscribe('Orders.create', handlerUrl);
 * const delivery = await shop.emit('Orders.create');
 * expect(delivery?.verdict).toBe('delivered');
 */
export async function createShop(options: ShopOptions = {}): Promise<Shop> {
  const settings = readOptions(options);
  const book = createDeliveryBook((webhook, at) => simulated.webhooks.maySend(webhook, at));
  const simulated: SimulatedShop = createSimulatedShop({
    ...settings,
    onDelivery: (delivery) => book.cameUp(delivery),
    onAttempt: (report) => book.attempted(report),
    onWithdrawn: (delivery, because) => book.withdrawn(delivery.id, because),
  });
  return shopOver(simulated, book);
}

/** What the parts of a shop share. */
interface Inside {
  readonly simulated: SimulatedShop;
  readonly book: DeliveryBook;
  /** Throws `Failure` (exit 2) once the shop is closed. */
  readonly assertOpen: () => void;
}

function shopOver(simulated: SimulatedShop, book: DeliveryBook): Shop {
  const { shopName, seed, login, key, webhooks } = simulated;
  const address = createAddress(simulated);
  const closer = createCloser(simulated);
  const inside: Inside = { simulated, book, assertOpen: closer.assertOpen };
  return {
    shopName,
    seed,
    login,
    key,
    clock: createTestClock({ clock: simulated.clock, assertOpen: closer.assertOpen }),
    deliveries: book.deliveries,
    get pending() {
      return book.deliveries.filter((delivery) => delivery.isPending);
    },
    get webhooks() {
      return webhooks.list().map((webhook) => viewOf(webhooks, webhook));
    },
    get movedForm() {
      return address.movedForm();
    },
    ...tradeOf(inside),
    ...rightsOf(inside),
    ...doorsOf(inside, address),
    close: closer.close,
    [Symbol.asyncDispose]: closer.close,
  };
}

function createCloser({ close }: Pick<SimulatedShop, 'close'>): Pick<Inside, 'assertOpen'> & Pick<Shop, 'close'> {
  let closing: Promise<void> | null = null;
  return {
    assertOpen() {
      if (closing === null) return;
      throw mistake('shop-closed', 'This shop is closed.', 'Open one for each test with createShop.');
    },
    async close() {
      closing ??= close();
      await closing;
    },
  };
}

/** Who is called, of what, and what goes wrong on the way. */
function tradeOf({ simulated, book, assertOpen }: Inside): Pick<Shop, 'subscribe' | 'emit' | 'fault'> {
  const { stock, clock, faults } = simulated;
  const random = createRandom(simulated.seed).fork('test-records');
  return {
    async subscribe(pattern, url) {
      assertOpen();
      return subscribeTo(simulated, { pattern, url })[0];
    },
    async emit(name, records) {
      assertOpen();
      const event = eventNamed(name);
      const at = clock.now();
      const lists = records === undefined ? undefined : completeRecords(event, records, { stock, random, at });
      const ids = simulated.emit(event.name, lists);
      await simulated.settled(ids);
      const [first] = ids;
      return first === undefined ? null : book.find(first);
    },
    fault(spec) {
      assertOpen();
      return addFault(faults, spec);
    },
  };
}

function rightsOf({ simulated: { access }, assertOpen }: Inside): Pick<Shop, 'deny' | 'allow'> {
  return {
    deny(...patterns) {
      assertOpen();
      return access.deny(patterns);
    },
    allow(...patterns) {
      assertOpen();
      return access.allow(patterns);
    },
  };
}

function doorsOf({ simulated, assertOpen }: Inside, address: Address): Pick<Shop, 'serve' | 'move' | 'handle'> {
  return {
    async serve() {
      assertOpen();
      return await address.serve();
    },
    async move({ form = 'both' } = {}) {
      assertOpen();
      return await address.move(form);
    },
    async handle(request) {
      assertOpen();
      return await simulated.handle(request);
    },
  };
}
