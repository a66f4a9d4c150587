/** Whatever the program of a tunnel prints: an address that can be registered, trouble that is known, or nothing. */
import fc from 'fast-check';
import { readCloudflaredLine } from '../../../src/tunnel/cloudflared-log.ts';
import { readNgrokLine } from '../../../src/tunnel/ngrok-log.ts';
import { judgeProtoypes } from '../judge.ts';
import { anyJson, anyText, spoiled } from '../letters.ts';
import { target } from '../target.ts';

const LINES = [
  '2026-11-28T10:00:00Z INF |  https://four-random-words.trycloudflare.com  |',
  '{"level":"info","message":"|  https://four-random-words.trycloudflare.com  |"}',
  '2026-11-28T10:00:01Z INF Registered tunnel connection connIndex=0 location=fra03 protocol=quic',
  '{"addr":"http://127.0.0.1:80","lvl":"info","msg":"started tunnel","obj":"tunnels","url":"https://x.ngrok.app"}',
  '{"err":"failed\\r\\nERR_NGROK_105\\r\\n","lvl":"eror","msg":"failed to reconnect session","obj":"csess"}',
  't=2026 lvl=info msg="started tunnel" obj=tunnels url=https://x.ngrok.app',
  'ERROR:  ERR_NGROK_4018',
];
const WORDS = ['https://', 'http://me:pw@', '/x', '?', '#', 'url=', 'msg="started tunnel"', '\u001b[0m', '|  '];

export const TUNNEL_LINES = target({
  name: 'tunnel-lines',
  words: "any line of a tunnel's program: a plain origin as the address, or none",
  ci: 150,
  weight: 6,
  open: () => ({
    cases: fc.oneof(
      spoiled({ from: LINES, words: WORDS, longest: 16_000 }),
      anyText,
      anyJson.map((value) => JSON.stringify({ msg: 'started tunnel', url: value, message: value })),
    ),
    check(line) {
      for (const news of [...readCloudflaredLine(line), ...readNgrokLine(line)]) {
        if (news.kind === 'address') judgeOrigin(news.publicUrl);
      }
      judgeProtoypes();
    },
  }),
});

function judgeOrigin(address: string): void {
  const url = new URL(address);
  if (url.origin !== address || !/^https?:$/.test(url.protocol)) throw new Error(`no plain origin: ${address}`);
}
