/**
 * The simulated shop's office: its REST API, who may do what there, and where it is to be found. In: the post and the
 * business behind it. Out: answers to requests, at addresses that can change.
 */
import type { Instant } from '../core/instant.ts';
import { createAccess, type Access } from './api/access.ts';
import type { Business } from './business.ts';
import type { Identity } from './identity.ts';
import type { Post } from './post.ts';
import { createPremises, type Premises } from './api/premises.ts';
import { createQuota, type QuotaLeft } from './api/quota.ts';
import { createRest, type Rest } from './api/rest.ts';
import type { SimulatedShopOptions } from './shop.ts';
import { resumeAccess } from './state/saved-access.ts';

export interface Office {
  readonly access: Access;
  readonly handle: Rest;
  readonly premises: Premises;
  /** API calls that may still be made now; null: without limit. */
  readonly callsLeft: () => QuotaLeft | null;
}

export interface Behind {
  readonly identity: Identity;
  readonly post: Post;
  readonly business: Business;
}

export function openOffice(options: SimulatedShopOptions, { identity, post, business }: Behind): Office {
  const { keepsAlive = true, onCall } = options;
  const { login, key, plan, shopName, jsonStyle } = identity;
  const { webhooks } = post;
  const { stock, trade } = business;
  const access = accessTo(post, options);
  const quota = createQuota(plan);
  const now = apiTime(post, options);
  const credentials = { login, key };
  const behind = { webhooks, access, stock, trade };
  const rest = createRest({ ...behind, credentials, plan, quota, shopName, jsonStyle, now });
  const handle: Rest = onCall === undefined ? rest : (request) => rest(request).finally(onCall);
  return { access, handle, premises: createPremises(handle, { keepsAlive }), callsLeft: () => quota.left(now()) };
}

function accessTo({ webhooks }: Post, { denied, saved }: SimulatedShopOptions): Access {
  const access = createAccess({ webhooks, denied: denied ?? saved?.access.denied ?? [] });
  if (saved !== undefined) resumeAccess(access, saved.access);
  return access;
}

/** Real, since quotas and wrong logins concern clients. Under a manual clock whoever moves it lets an hour pass for them too. */
function apiTime({ clock }: Post, { now = Date.now }: SimulatedShopOptions): () => Instant {
  return () => (clock.speed() === 'manual' ? clock.now() : now());
}
