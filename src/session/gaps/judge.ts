/**
 * A gap judged: the shop's last calls beside what history has. In: a gap, the list of webhooks that the shop gave, history.
 * Out: a verdict and its words. Our own clock may have been set meanwhile, which looks like a sleep and is none.
 */
import { lengthText, type Gap } from '../../core/gap.ts';
import { judgeGap, type CallHere, type GapVerdict, type WebhookInGap } from '../../core/gap-verdict.ts';
import { gapText } from '../../core/gap-words.ts';
import { SECOND, type Instant, type Millis } from '../../core/instant.ts';
import type { Rules } from '../../core/rules.ts';
import { clockSetBy, type ShopClock } from '../../core/shop-clock.ts';
import type { ShopWebhook } from '../../register/api-shapes.ts';

export interface Testimony {
  /** Ours, and as the shop has them. */
  readonly webhooks: readonly WebhookInGap[];
  readonly listed: readonly ShopWebhook[];
  /** Told with the list. */
  readonly clock: ShopClock;
  readonly areGone: boolean;
  /** What history has since a time. */
  readonly callsSince: (since: Instant) => Promise<readonly CallHere[]>;
  readonly rules: Rules;
}

export interface Judged {
  readonly verdict: GapVerdict;
  readonly text: string;
}

/** What is left of a gap when our clock was set is no more than it takes to notice. */
const NO_GAP: Millis = 6 * SECOND;
/** Before the gap calls may have come that long ago, by either clock. */
const MARGIN: Millis = 30 * SECOND;

/** Rejects when history cannot be read. */
export async function judge(gap: Gap & { readonly clock: ShopClock }, testimony: Testimony): Promise<Judged> {
  const { clock, rules, callsSince } = testimony;
  const setBy = clockSetBy(gap.clock, clock);
  const real: Gap = { ...gap, from: gap.from + setBy };
  if (setBy > 0 && real.until - real.from < NO_GAP) return clockWasSet(setBy);
  const before = gap.from + NO_GAP;
  const calls = (await callsSince(gap.from - MARGIN)).map((call) =>
    call.at < before ? { ...call, at: call.at + setBy } : call,
  );
  const verdict = judgeGap({ ...testimony, gap: real, calls });
  return { verdict, text: gapText(real, verdict, rules) };
}

function clockWasSet(by: Millis): Judged {
  const text = `This machine's clock was set forwards by ${lengthText(by)}: it did not sleep, and no call can be missing.`;
  return { verdict: { kind: 'nothing', sure: true, findings: [] }, text };
}
