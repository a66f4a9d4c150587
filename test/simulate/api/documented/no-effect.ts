/** Documented fields of requests that the simulated shop takes and that change nothing, with the reason: for the docs too. */
export interface NoEffect {
  /** In `POST` and `PUT` alike; the fields below go with it. */
  readonly path: string;
  readonly because: string;
}

const noEffect = (because: string, ...paths: readonly string[]): readonly NoEffect[] =>
  paths.map((path) => ({ path, because }));

export const NO_EFFECT: readonly NoEffect[] = [
  ...noEffect('no e-mails and text messages go out', 'send_emails_yn', 'send_sms_yn'),
  ...noEffect('no documents are made', 'orders[].invoice', 'orders[].receipt', 'orders[].credit_note'),
  ...noEffect(
    'the shop keeps no labels and parameters of products; what the views show follows from the product',
    'products[].labels[]',
    'products[].variants[].labels[]',
    'products[].parameters[]',
    'products[].variants[].parameters[]',
  ),
  ...noEffect('the shop has no list of manufacturers; `manufacturer` is kept', 'products[].manufacturer_id'),
  ...noEffect('a product is always to be seen in all languages of the shop', 'products[].descriptions[].active_yn'),
  ...noEffect('passwords are not kept', 'customers[].login.password'),
];

/** Read by the route itself, not by a table of fields. */
export const READ_BY_ROUTES: readonly string[] = [
  'orders[]',
  'products[]',
  'customers[]',
  'variants[]',
  'delete_missing_products_yn',
];
