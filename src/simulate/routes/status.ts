/** `GET status`: which endpoints the API user may use. Lists what this shop serves; a good first call for a client. */
import { ok } from '../reply.ts';
import type { Route } from '../route.ts';

const SERVICES = ['status', 'webhooks'] as const;
const DOCUMENTATION = 'https://docs.upgates.com/api-reference';

export function statusRoute(): Route {
  return {
    path: /^\/status\/?$/,
    methods: {
      GET: ({ url }) =>
        ok({
          services: SERVICES.map((service) => ({
            service,
            url: `${url.origin}/api/v2/${service}`,
            privilege: service === 'status' ? 'readonly' : 'all',
          })),
          documentation_link: DOCUMENTATION,
        }),
    },
  };
}
