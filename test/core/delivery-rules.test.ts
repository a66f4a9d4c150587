/**
 * The page "Webhooks" of www.upgates.com, sentence by sentence: what it says of deliveries, the core does.
 * A sentence that changes on the page changes here first.
 */
import { describe, expect, it } from 'vitest';
import { adviseOnSlowness } from '../../src/core/advice.ts';
import { buildBody, readEnvelope } from '../../src/core/envelope.ts';
import { EVENTS } from '../../src/core/events.ts';
import { RULES } from '../../src/core/rules.ts';
import { judge } from '../../src/core/verdict.ts';
import { linesOf, readOutcome, tellDelivery, tellWebhook } from './conversation.ts';

const verdictOf = (told: string): string => judge(readOutcome(told), RULES.current).verdict;

describe('"The URL set in the webhook is called as a POST request, with the body of the request containing a JSON that includes a list of entity identifiers from the system (e.g., orders)."', () => {
  it.each(EVENTS.map((event) => [event.name, event] as const))('%s', (_name, event) => {
    const lists = Object.fromEntries(event.lists.map((list) => [list.key, [{ [list.idField]: '1' }]]));
    const body: unknown = JSON.parse(buildBody(event, { projectName: 'demoshop', lists }));
    expect(body).toMatchObject(lists);
  });
});

it('"The body of the request also includes the name of the e-shop in Upgates."', () => {
  for (const event of EVENTS) {
    const reading = readEnvelope(buildBody(event, { projectName: 'demoshop', lists: {} }));
    expect(reading).toMatchObject({ kind: 'envelope', envelope: { projectName: 'demoshop' } });
  }
});

it('"If the user has created a webhook and their permissions are changed, the webhook will be deactivated."', () => {
  const script = `
    0:00  permission changed  -> withdraw, permission-change
    0:01  may it send?        -> no`;
  expect(tellWebhook('current', script)).toEqual(linesOf(script));
});

it('"The POST request to the URL set in the webhook will expect a 200 OK or 204 No Content response."', () => {
  expect(['answered 200', 'answered 204'].map(verdictOf)).toEqual(['delivered', 'delivered']);
  for (let status = 100; status <= 599; status += 1) {
    if (status !== 200 && status !== 204) expect(verdictOf(`answered ${status}`)).toBe('repeats');
  }
});

it('"The timeout is set to one second."', () => {
  expect(verdictOf('answered 200 after 999 ms')).toBe('delivered');
  expect(verdictOf('answered 200 after 1000 ms')).toBe('timed-out');
});

it('"This means that the server called by the webhook should not process the data directly but should only store the data and return the appropriate status code."', () => {
  expect(adviseOnSlowness(RULES.current)).toMatch(/^Store the event, answer at once and do the work afterwards/);
});

it('"In case of an incorrect response, the system will resend the webhook every 5 minutes until it receives the correct response."', () => {
  const script = `
    0:00   came due      -> send #1
    0:00   answered 500  -> repeats, wake at 5:00
    5:00   came due      -> send #2
    5:00   answered 201  -> repeats, wake at 10:00
    10:00  came due      -> send #3
    10:00  answered 301  -> repeats, wake at 15:00
    15:00  came due      -> send #4
    15:00  answered 200  -> delivered
    20:00  came due      -> nothing`;
  expect(tellDelivery('current', script)).toEqual(linesOf(script));
});

describe('"If the webhook receives a positive response or times out, it will be considered delivered and no repeated call will be made."', () => {
  it('receives a positive response', () => {
    const script = `
      0:00  came due      -> send #1
      0:00  answered 204  -> delivered
      5:00  came due      -> nothing`;
    expect(tellDelivery('current', script)).toEqual(linesOf(script));
  });

  it('or times out', () => {
    const script = `
      0:00  came due  -> send #1
      0:01  silent    -> timed-out
      5:00  came due  -> nothing`;
    expect(tellDelivery('current', script)).toEqual(linesOf(script));
  });
});
