import { it } from 'vitest';
import { callCurl, callFetch, callRaw, NO_BODY, ANSWER, openDesk } from './desk.ts';
it('probe', async () => {
  for (const reply of [ANSWER, NO_BODY]) {
    for (const connection of ['reset', 'empty', 'truncate', 'garbage'] as const) {
      const { port, left } = await openDesk({ chosen: { connection }, reply });
      console.log(connection, await callRaw(port), await callFetch(port), await callCurl(port), left);
    }
    const { port, left } = await openDesk({ chosen: { connection: 'drip' }, reply, patience: { byteEvery: 2 } });
    console.log('drip', await callRaw(port), await callFetch(port), await callCurl(port), left);
    const h = await openDesk({ chosen: { connection: 'hang' }, reply });
    console.log('hang', await callFetch(h.port, AbortSignal.timeout(300)), await callCurl(h.port, '--max-time', '0.3'), h.left);
    const s = await openDesk({ chosen: { status: 503 }, reply });
    console.log('status', await callRaw(s.port, 'POST /x HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}'), await callFetch(s.port), await callCurl(s.port), s.left);
    const d = await openDesk({ chosen: { delay: 200 }, reply });
    console.log('delay', await callFetch(d.port), await callCurl(d.port, '-w', '%{http_code}'), d.left);
  }
});
