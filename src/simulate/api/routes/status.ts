/** `GET status`: which endpoints the API user may use, and how. Lists what this shop serves; a good first call. */
import type { Access } from '../access.ts';
import { ok } from '../reply.ts';
import type { Route } from '../route.ts';
import { SERVICES } from '../services.ts';

const DOCUMENTATION = 'https://docs.upgates.com/api-reference';

export function statusRoute(access: Access): Route {
  return {
    service: 'status',
    path: /^\/status\/?$/,
    methods: {
      GET: ({ url }) =>
        ok({
          services: SERVICES.map(({ name }) => ({
            service: name,
            url: `${url.origin}/api/v2/${name}`,
            privilege: access.privilegeOf(name),
          })),
          documentation_link: DOCUMENTATION,
        }),
    },
  };
}
