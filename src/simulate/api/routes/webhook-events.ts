/**
 * `GET webhooks/events`: every event, and whether the API user may have it. `allowed_yn` is typed string in the official
 * texts; which strings is not said, `true` and `false` are inferred.
 */
import { EVENTS } from '../../../core/events.ts';
import type { Access } from '../access.ts';
import { ok } from '../reply.ts';
import type { Route } from '../route.ts';

export function webhookEventsRoute(access: Access): Route {
  return {
    service: 'webhooks',
    path: /^\/webhooks\/events\/?$/,
    methods: {
      GET: () =>
        ok({ events: EVENTS.map((event) => ({ name: event.name, allowed_yn: String(access.isAllowed(event.name)) })) }),
    },
  };
}
