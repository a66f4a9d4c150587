/**
 * What a test may import from `upgates-dev/testing`: a simulated shop of its own, with a clock that can run.
 */
export { Failure } from './core/failure.ts';
export type { RecordLists, ShopRecord } from './core/envelope.ts';
export type { Outcome } from './core/outcome.ts';
export type { RulesName, Verdict } from './core/rules.ts';
export type { ShopApi } from './testing/address.ts';
export type { ClockOption, ClockSpeed, TestClock } from './testing/clock.ts';
export type { Attempt, Delivery } from './testing/delivery.ts';
export type { ShopOptions } from './testing/options.ts';
export type { RecordsInput } from './testing/records.ts';
export { createShop, type EventText, type Shop } from './testing/shop.ts';
export type { EventName, Webhook } from './testing/webhook.ts';
