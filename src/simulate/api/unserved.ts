/**
 * Documented endpoints that the simulated shop does not have. A call is answered 501, "the method is not implemented"
 * (documented meaning), so that nobody looks for a slip in the address. Methods of served endpoints that are documented
 * and not simulated stand with their resource.
 */
import type { Verb } from './resource/resource.ts';

export interface Unserved {
  /** Below `/api/v2`; a part in braces stands for any id. */
  readonly path: string;
  readonly methods: readonly Verb[];
}

const unserved = (path: string, ...methods: Verb[]): Unserved => ({ path, methods });

/** In the order of the API description. */
export const UNSERVED: readonly Unserved[] = [
  unserved('orders/{id}/pdf', 'GET'),
  unserved('orders/{id}/history', 'GET', 'POST'),
  unserved('orders/{id}/file', 'POST'),
  unserved('orders/{id}/urls', 'POST'),
  unserved('orders/{id}/attachments', 'DELETE'),
  unserved('invoices/{id}/pdf', 'GET'),
  unserved('products/{id}/image', 'POST'),
  unserved('products/variants', 'DELETE'),
  unserved('products/ratings-reviews', 'GET', 'POST', 'DELETE'),
  // The deletion of availabilities is documented below products.
  unserved('products/availabilities', 'DELETE'),
  unserved('products/availabilities/{id}', 'DELETE'),
  unserved('manufacturers', 'GET', 'DELETE'),
  unserved('manufacturers/{id}', 'GET', 'DELETE'),
  unserved('parameters', 'GET', 'POST', 'PUT', 'DELETE'),
  unserved('parameters/values', 'DELETE'),
  unserved('parameters/{id}', 'GET', 'DELETE'),
  unserved('stocks', 'GET', 'POST', 'PUT', 'DELETE'),
  unserved('stocks/{id}', 'GET', 'DELETE'),
  unserved('customers/{id}/agreements', 'GET'),
  unserved('customers/login', 'POST'),
  unserved('carts', 'GET'),
  unserved('carts/{id}', 'GET'),
  unserved('redirections', 'GET', 'POST', 'DELETE'),
  unserved('redirections/{id}', 'GET'),
  unserved('vouchers', 'GET', 'POST', 'DELETE'),
  unserved('vouchers/{id}', 'GET', 'DELETE'),
  unserved('news', 'GET'),
  unserved('news/{id}', 'GET'),
  unserved('articles', 'GET'),
  unserved('articles/{id}', 'GET'),
  unserved('advisor', 'GET'),
  unserved('advisor/{id}', 'GET'),
  unserved('files', 'GET', 'POST', 'DELETE'),
  unserved('files/file', 'POST'),
  unserved('files/categories', 'GET'),
  unserved('files/{id}', 'GET', 'DELETE'),
  unserved('shipments/{id}/affiliates', 'GET', 'POST', 'DELETE'),
  unserved('shipments/groups', 'GET'),
  unserved('conversion-codes', 'GET', 'POST', 'PUT', 'DELETE'),
  unserved('conversion-codes/{id}', 'GET', 'DELETE'),
  unserved('graphics/code', 'GET', 'POST', 'PUT', 'DELETE'),
  unserved('graphics/backups', 'GET', 'POST', 'PUT', 'DELETE'),
  unserved('metas', 'GET', 'POST', 'DELETE'),
];
