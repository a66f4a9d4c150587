/** What happens to the developer's handler. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Lane } from '../action.ts';

export const HANDLER: Lane = {
  name: 'handler',
  pause: [4, 14],
  actions: [
    {
      name: 'handler-kill',
      weight: 3,
      async act({ handler }, random) {
        await handler.end('SIGKILL');
        const away = random.int(200, 5000);
        await pause(away);
        await handler.start();
        return `away for ${away} ms`;
      },
    },
    {
      name: 'handler-term',
      weight: 1,
      async act({ handler }) {
        await handler.end('SIGTERM');
        await handler.start();
        return 'started anew at once';
      },
    },
    {
      name: 'handler-freeze',
      weight: 2,
      async act({ handler }, random) {
        const ms = random.int(500, 6000);
        await handler.freeze(ms);
        return `for ${ms} ms`;
      },
    },
  ],
};
