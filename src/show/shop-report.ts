/**
 * What a simulated shop that runs alone says of itself, for people.
 */
import { shopDateTime } from '../core/instant.ts';
import type { ScenarioState, ShopPending, ShopStateLine, ShopWebhook } from '../session/control/shop-state.ts';
import { faultLines } from './control-report.ts';
import { line, span, type Line } from './present/line.ts';
import { timeOfDay } from './present/time.ts';
import { counted } from './words.ts';

/** Who and where, its clock, its webhooks, what waits, and what is out of the ordinary. */
export function shopStateLines(state: ShopStateLine): readonly Line[] {
  const { webhooks, faults, denied, scenario } = state;
  return [
    [
      span(`simulated shop ${state.session}`, 'strong'),
      span(` ${state.shop}, process ${state.pid}, plan ${state.plan}${callsLeftWords(state)}, rules ${state.rules}`),
    ],
    line(`  ${state.apiUrl}, login ${state.login}`),
    line(`  its time is ${shopTimeWords(state.shopTime)}, speed ${state.speed}`),
    ...(scenario === null ? [] : [line(scenarioWords(scenario))]),
    line(`  ${counted(webhooks.length, 'webhook', 'webhooks')}`),
    ...webhooks.map(webhookLine),
    ...pendingLines(state),
    ...(denied.length === 0 ? [] : [line(`  the API user has no right to ${denied.join(', ')}`)]),
    ...faultLines(faults, state.shopTime).map((one): Line => [span('  '), ...one]),
  ];
}

function callsLeftWords({ callsLeftHour, callsLeftDay }: ShopStateLine): string {
  return callsLeftHour === null || callsLeftDay === null ? '' : ` (calls left: ${callsLeftHour} + ${callsLeftDay})`;
}

/** As the shop itself writes it: in Prague. */
function shopTimeWords(time: string): string {
  return shopDateTime(Date.parse(time)).slice(0, 19).replace('T', ' ');
}

function scenarioWords({ name, title, played, moments }: ScenarioState): string {
  const how = played >= moments ? 'over' : `${played} of ${moments}`;
  return `  scenario ${name} (${how}): ${title}`;
}

function webhookLine({ id, event, url, active, lastSuccess, lastError, lastErrorStatus }: ShopWebhook): Line {
  const good = lastSuccess === null ? '' : `, last right ${shopTimeWords(lastSuccess).slice(11)}`;
  const status = lastErrorStatus === null ? 'no answer' : String(lastErrorStatus);
  const bad = lastError === null ? '' : `, last wrong ${shopTimeWords(lastError).slice(11)} (${status})`;
  return [span(`    ${id} ${event}`), span(active ? '' : ' inactive', 'accent'), span(` ${url}${good}${bad}`, 'dim')];
}

const MOST_LINES = 10;

function pendingLines({ pending, waiting }: ShopStateLine): readonly Line[] {
  if (waiting === 0) return [];
  const more = waiting - Math.min(MOST_LINES, pending.length);
  return [
    line(`  ${waiting === 1 ? '1 delivery waits' : `${waiting} deliveries wait`}`),
    ...pending.slice(0, MOST_LINES).map((one) => line(pendingWords(one))),
    ...(more > 0 ? [line(`    and ${more} more`)] : []),
  ];
}

function pendingWords({ event, key, attempts, nextAttemptAt }: ShopPending): string {
  const next = nextAttemptAt === null ? '' : `, next at ${timeOfDay(Date.parse(nextAttemptAt))}`;
  return `    ${event} ${key} after ${counted(attempts, 'attempt', 'attempts')}${next}`;
}
