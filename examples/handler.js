/** Stands for your own server in the shorter examples: answers what a test tells it, and keeps what it was sent. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

/** `answer` is asked for the status of each call; it may take its time. */
export async function startHandler(answer = async () => 204) {
  const bodies = [];
  const server = createServer(async (request, response) => {
    bodies.push(JSON.parse(await text(request)));
    response.writeHead(await answer(bodies.at(-1), bodies.length)).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}/webhooks`,
    bodies,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
