/**
 * What a program may import from `upgates-dev`: the catalogue of events, the delivery rules and the judge.
 * The simulated shop for tests comes from `upgates-dev/testing`.
 */
export { adviseOnStatus, describeStatus } from './core/advice.ts';
export { readEnvelope, type Envelope, type EnvelopeReading, type ShopRecord } from './core/envelope.ts';
export { EVENTS, findEvent, MAX_RECORDS, type EventDefinition, type Standing } from './core/events.ts';
export type { Outcome } from './core/outcome.ts';
export { matchesPattern } from './core/pattern.ts';
export type { SessionRecord } from './core/record.ts';
export { RULES, type Rules, type RulesName, type Verdict } from './core/rules.ts';
export { judge, type Judgement } from './core/verdict.ts';
