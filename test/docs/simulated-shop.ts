/**
 * Writes docs/simulated-shop.md from the descriptions by which the simulated shop answers, so that the page knows all
 * endpoints and parameters and no others.
 */
import type { InputField } from '../../src/simulate/api/resource/input.ts';
import type { Meaning, Parameter } from '../../src/simulate/api/resource/meaning.ts';
import { CUSTOMER_CHANGES, NEW_CUSTOMER } from '../../src/simulate/api/resource/customer-input.ts';
import { NEW_ORDER, ORDER_CHANGES } from '../../src/simulate/api/resource/order-input.ts';
import { NEW_PRODUCT, PRODUCT_CHANGES } from '../../src/simulate/api/resource/product-input.ts';
import type { Resource } from '../../src/simulate/api/resource/resource.ts';
import { RESOURCES } from '../../src/simulate/api/resource/resources.ts';
import { UNSERVED } from '../../src/simulate/api/unserved.ts';
import { NO_EFFECT } from '../simulate/api/documented/no-effect.ts';

/** The whole page in Markdown, not yet formatted. */
export function simulatedShopPage(): string {
  const parts = [INTRO, DOOR, listsPart(), parametersPart(), writingPart(), ACCESS, unservedPart(), INFERRED];
  return parts.join('\n\n');
}

const INTRO = `<!-- Generated from src/simulate by test/docs/simulated-shop.ts. Change the code, then: UPDATE_DOCS=1 npm run test:run -- test/docs -->

# The API of the simulated shop

What a handler can ask the simulated shop after a webhook has come, and how the shop answers. It follows the official API
description (API v2, blueprints of 2024 and 2025); what that leaves open is marked *inferred* here and in the code.
The tests compare every documented field of every answer, every query parameter and every field of a request with that
description, and [a walk with curl](../test/simulate/api/__tables__/rest-walk.md) shows each endpoint, verb and status.

JSON is written as PHP writes it: slashes and letters beyond ASCII are escaped. Parse it; do not compare bytes.`;

const DOOR = `## The door

Everything is below \`/api/v2\`, with HTTP Basic: API login and key.

| Status | When |
| --- | --- |
| 301 | the shop has moved: the body is \`{"api_url": ...}\`, or there is a \`Location\`, or both (both forms are documented, in different years) |
| 400 | the body is no JSON object, a required list is missing, or a query parameter is ill-formed (the last *inferred*) |
| 401 | credentials are missing or wrong |
| 403 | five wrong logins within an hour; the API user is inactive; no right to the endpoint, to the verb or (*inferred* status) to a webhook's event |
| 404 | there is no such endpoint; there is no such webhook (*inferred*) |
| 405 | the endpoint does not have the verb; \`Allow\` says which it has |
| 413 | more than 100 items: nothing is done |
| 429 | more than three calls at once, or no calls are left in this hour; \`Retry-After\` is a date in GMT |
| 501 | Upgates has this, the simulated shop does not |

Hours of quotas and wrong logins are real hours, but under a manual clock they pass on the shop's clock.
\`X-HTTP-Method-Override\` counts on \`POST\`. \`GET status\` says what the API user may do where.`;

function listsPart(): string {
  const rows = RESOURCES.map(({ service, key, idField, idInPath, paging, verbs, notSimulated }) => {
    const pages = paging === null ? 'no pages' : `${paging.size}${mark(paging.standing)}`;
    const id = `\`${idField}\`${mark(idInPath)}`;
    return `| \`${service}\` | \`${key}\` | ${id} | ${pages} | ${verbs.join(', ')} | ${notSimulated.join(', ') || '–'} |`;
  });
  return `## Lists

An id in the path shows one thing, in a list like all the others (documented); one that is unknown gives an empty list
(*inferred*). Answers in pages have \`current_page\`, \`current_page_items\`, \`number_of_pages\`, \`number_of_items\`.

| Endpoint | List in the answer | Id in the path | On a page | Verbs | Answered 501 |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

There are also \`config\`, \`owner\`, \`status\`, \`webhooks\` and \`webhooks/events\`.`;
}

function mark(standing: 'documented' | 'inferred'): string {
  return standing === 'inferred' ? ' (*inferred*)' : '';
}

function parametersPart(): string {
  const sections = RESOURCES.filter((resource) => resource.parameters.length > 0).map(parametersOf);
  return `## Parameters

Several values are divided by \`;\` or given as \`name[]\`. An empty parameter and one that is not documented are passed
over; an ill-formed one is refused with 400 (all *inferred*). Times are ISO 8601; a day alone is a day in Prague. Write
the \`+\` of an offset as \`%2B\`.

${sections.join('\n\n')}`;
}

function parametersOf({ service, parameters, views = [] }: Resource): string {
  const rows = parameters.map(row);
  const own = new Set(parameters.map((one) => one.name));
  const ofViews = views.map(({ name, parameters: taken }) => {
    const missing = [...own].filter((parameter) => !taken.some((one) => one.name === parameter));
    const more = taken
      .filter((one) => !own.has(one.name))
      .map((one) => `and \`${one.name}\` (${inWords(one.meaning)})`);
    const without = missing.length === 0 ? [] : [`without ${missing.map((one) => `\`${one}\``).join(', ')}`];
    return `- \`${service}/${name}\`: the same${[...without, ...more].map((part) => `, ${part}`).join('')}`;
  });
  const table = [`### ${service}`, '', '| Parameter | Chooses |', '| --- | --- |', ...rows];
  return [...table, ...(views.length === 0 ? [] : ['', ...ofViews])].join('\n');
}

function row({ name, meaning }: Parameter): string {
  return `| \`${name}\` | ${inWords(meaning)} |`;
}

function inWords(meaning: Meaning): string {
  switch (meaning.kind) {
    case 'equals':
      return `\`${meaning.path}\``;
    case 'equals-or-none':
      return `\`${meaning.path}\`; empty: those without one`;
    case 'one-of':
      return `\`${meaning.path}\`, several values`;
    case 'choice':
      return `\`${meaning.path}\`: ${meaning.values.join(', ')}`;
    case 'phone':
      return `\`${meaning.path}\`, digits alone count`;
    case 'from':
      return `\`${meaning.path}\` from then on`;
    case 'to':
      return `\`${meaning.path}\` up to and with it`;
    case 'flag':
      return 'true or false, 1 or 0';
    case 'language':
      return `things with a part in this language, and of ${meaning.lists.join(', ')} only that part`;
    case 'pricelist':
      return 'things with a price in this price list, and only that price (*inferred*)';
    case 'page':
      return 'the page, from 1';
    case 'order-by':
      return `the order: ${meaning.values.join(', ')}`;
    case 'order-dir':
      return 'asc or desc';
  }
}

function writingPart(): string {
  const tables: readonly (readonly [string, readonly InputField[]])[] = [
    ['POST orders', NEW_ORDER],
    ['PUT orders', ORDER_CHANGES],
    ['POST products', NEW_PRODUCT],
    ['PUT products', PRODUCT_CHANGES],
    ['POST customers', NEW_CUSTOMER],
    ['PUT customers', CUSTOMER_CHANGES],
  ];
  const rows = tables.map(([name, table]) => `| \`${name}\` | ${requiredIn(table, '').join(', ')} |`);
  const without = NO_EFFECT.map(({ path, because }) => `| \`${path}\` | ${because} |`);
  return `## Writing orders, products and customers

Each item of the list is answered in its place, inside a 200: \`created_yn\` or \`inserted_yn\`, \`updated_yn\`,
\`deleted_yn\`, and \`messages\` that name the object and the property. The good items are written even when others are not.
All items of one request make one event (*inferred*). Orders are found by \`order_number\`, their products by \`uuid\`;
products and variants by \`code\`; customers by \`login.email\`. The status of an order is found by \`status_id\` or by its name in
any language. Documented fields are checked for their type; others are passed over (*inferred*).

| Request | Required |
| --- | --- |
${rows.join('\n')}

Fields that are **accepted and have no effect**:

| Field | Why |
| --- | --- |
${without.join('\n')}`;
}

/** What is required of an object that is not required itself is required once it is there. */
function requiredIn(table: readonly InputField[], prefix: string): readonly string[] {
  return table.flatMap(({ name, type, required }) => {
    const path = `${prefix}${name}${type.kind === 'list' ? '[]' : ''}`;
    const below = type.kind === 'list' || type.kind === 'object' ? requiredIn(type.fields, `${path}.`) : [];
    return [...(required ? [`\`${path}\``] : []), ...below];
  });
}

const ACCESS = `## Rights

The shop has one API user, and all webhooks are theirs. When rights to events are taken, the webhooks of those events are
deactivated and what waited for them is withdrawn (documented). Given back, they stay inactive until a \`PUT\` activates them
(*inferred*). A webhook for a denied event is refused with 403 (*inferred* status); \`webhooks/events\` says \`allowed_yn\`.
An endpoint all of whose events are denied is denied itself (*inferred*). \`webhooks\` and \`status\` are open to everybody (documented).`;

function unservedPart(): string {
  const rows = UNSERVED.map(({ path, methods }) => `- \`${path}\`: ${methods.join(', ')}`);
  return `## Documented, and not simulated

Answered 501:

${rows.join('\n')}`;
}

const INFERRED = `## Inferred besides

- The shape of an error: \`{"message": text, "messages": [{object, property, message, level}]}\`. Only the entries of \`messages\` are documented.
- Names in \`GET status\`: the last part of the endpoint's path.
- Counters of \`availabilities\`: its description speaks of pages and shows none.
- Lists are in the order of creation unless asked otherwise; a page past the last is empty; no things are no pages.
- Labels, parameters, files and related products are no part of what the shop keeps of a product: their views show what
  follows from it (\`new\` for every third product, a warranty, the size of a variant, a manual for every fifth, the products after it).
- Calls that are not let in (401, 403 at the door) cost nothing of the quota; on the plan \`unlimited\` there are no quota headers.
- A time without an offset is Prague's. Hours and days of quotas are Prague's.`;
