/**
 * What `test` will do to whom: the handler, the checks, how many calls. In: settings. Out: a trial, complete before the
 * first call.
 */
import type { Check, Plan } from '../check/check.ts';
import { CHECKS } from '../check/checks.ts';
import { chooseChecks } from '../check/choose-checks.ts';
import { callsOf, planFor } from '../check/plan.ts';
import { mistake } from '../core/failure.ts';
import { withoutUserinfo } from '../core/masking.ts';
import { inQuotes } from '../core/printable.ts';
import { targetFor } from '../send/routes.ts';
import { didYouMean } from '../settings/nearest.ts';
import { refuseRemote, type TestSettings } from '../settings/test.ts';

/** What will be done to whom. */
export interface Trial {
  readonly checks: readonly Check[];
  readonly plan: Plan;
  readonly calls: number;
  readonly url: URL;
  /** The address without userinfo. */
  readonly shown: string;
}

/** Throws `Failure` (exit 2) without a handler, or for one that is not near. */
export function planTrial(checks: readonly Check[], settings: TestSettings): Trial {
  const handler = handlerOf(settings);
  refuseRemote(handler.url, settings.allowRemote);
  const plan = planFor({ ...handler, chosen: settings.events, isStarted: settings.start !== null });
  if (plan.all.length === 0)
    throw mistake('no-events', `No chosen event goes to ${withoutUserinfo(handler.url.href)}.`);
  return { checks, plan, calls: callsOf(checks, plan), url: handler.url, shown: withoutUserinfo(handler.url.href) };
}

interface Handler {
  readonly url: URL;
  readonly isFor: (event: string) => boolean;
}

/** Of several configured handlers the one that gets the first event; the others' events are not sent to it. */
function handlerOf({ url, targets, events }: TestSettings): Handler {
  if (url !== null) return { url, isFor: () => true };
  const first = events?.[0]?.name ?? targets[0]?.pattern.replace('*', 'x') ?? '';
  const target = targetFor(targets, first) ?? (events === null ? targets[0] : undefined);
  if (target !== undefined) return { url: target.url, isFor: (event) => targetFor(targets, event) === target };
  const hint = 'Name one: upgates-dev test 3000/webhooks, or set "forward" in upgates-dev.config.json.';
  throw mistake('no-handler', 'There is no handler to test.', hint);
}

/** Throws `Failure` (exit 2) for an unknown name. */
export function chosenChecks(settings: TestSettings): readonly Check[] {
  const chosen = chooseChecks(CHECKS, settings);
  if (chosen.kind === 'unknown') {
    const names = CHECKS.map(({ name }) => name);
    const near = didYouMean(chosen.name, names) ?? `There are: ${names.join(', ')}.`;
    throw mistake('unknown-check', `There is no check ${inQuotes(chosen.name)}.`, near);
  }
  if (chosen.checks.length > 0) return chosen.checks;
  throw mistake('no-checks', '--only and --skip leave no check.');
}
