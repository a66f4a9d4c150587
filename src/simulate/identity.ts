/**
 * Who a simulated shop is and how it behaves. In: options, and the state of an earlier run when it goes on from one.
 * Out: every value settled. What an option says counts before what was saved; only the seed of a saved shop stays, since
 * its randomness goes on from where it stood.
 */
import { randomBytes } from 'node:crypto';
import type { JsonStyle } from '../core/envelope.ts';
import type { Instant, Millis } from '../core/instant.ts';
import { RULES, type Rules } from '../core/rules.ts';
import type { ShopSpeed } from './clock/clock.ts';
import type { PlanName } from './api/quota.ts';
import type { ShopState } from './state.ts';

export interface Identity {
  readonly seed: string;
  readonly shopName: string;
  readonly login: string;
  readonly key: string;
  readonly plan: PlanName;
  readonly rules: Rules;
  readonly jsonStyle: JsonStyle;
  readonly gather: Millis;
  readonly speed: ShopSpeed;
  /** The shop's time at first. */
  readonly startAt: Instant;
}

export interface IdentityOptions extends Partial<Omit<Identity, 'seed'>> {
  readonly seed: string;
  readonly randomSecret?: (bytes: number) => string;
  readonly saved?: ShopState;
}

export function identityOf(options: IdentityOptions, now: Instant): Identity {
  const { saved, randomSecret = (bytes) => randomBytes(bytes).toString('hex') } = options;
  const speed = options.speed ?? saved?.clock.speed ?? 1;
  return {
    seed: saved?.seed ?? options.seed,
    shopName: options.shopName ?? saved?.shopName ?? 'demoshop',
    login: options.login ?? saved?.login ?? `dev-${randomSecret(4)}`,
    key: options.key ?? saved?.key ?? randomSecret(16),
    plan: options.plan ?? saved?.plan ?? 'unlimited',
    rules: options.rules ?? RULES[saved?.rules ?? 'current'],
    jsonStyle: options.jsonStyle ?? saved?.jsonStyle ?? { escaped: true },
    gather: options.gather ?? saved?.gather ?? 0,
    speed,
    startAt: options.startAt ?? startOf(saved, speed, now),
  };
}

/** At speed 1 the shop's time is the real time; else it goes on from where it stood. It never goes back. */
function startOf(saved: ShopState | undefined, speed: ShopSpeed, now: Instant): Instant {
  if (saved === undefined) return now;
  return speed === 1 ? Math.max(saved.clock.at, now) : saved.clock.at;
}
