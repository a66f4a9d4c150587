/** Lines of the real ngrok agent, seen (2.3.41) and as people have reported them (3.x); see docs/discoveries.md. */
import { describe, expect, it } from 'vitest';
import type { AgentNews } from '../../src/tunnel/agent-kind.ts';
import { readNgrokLine } from '../../src/tunnel/ngrok-log.ts';

const STARTED: readonly AgentNews[] = [
  { kind: 'address', publicUrl: 'https://ab12-203-0-113-7.ngrok-free.app' },
  { kind: 'connected' },
];

describe('readNgrokLine', () => {
  it.each<[string, readonly AgentNews[]]>([
    [
      '{"addr":"http://localhost:4142","lvl":"info","msg":"started tunnel","name":"command_line","obj":"tunnels","t":"2026-09-30T02:40:01Z","url":"https://ab12-203-0-113-7.ngrok-free.app"}',
      STARTED,
    ],
    [
      '{"t":"2026-09-12T20:25:17+0200","lvl":"info","msg":"started tunnel","obj":"tunnels","name":"command_line","addr":{"Scheme":"http","Host":"127.0.0.1:9700"},"url":"https://ab12-203-0-113-7.ngrok-free.app"}',
      STARTED,
    ],
    [
      't=2022-05-09T11:52:49+0000 lvl=info msg="started tunnel" obj=tunnels name=command_line addr=https://localhost:2000 url=https://ab12-203-0-113-7.ngrok-free.app',
      STARTED,
    ],
    [
      '{"lvl":"info","msg":"client session established","obj":"tunnels.session","t":"2026-10-08T21:14:04Z"}',
      [{ kind: 'connected' }],
    ],
    [
      't=2020-04-08T11:05:24-0400 lvl=info msg="client session established" obj=csess id=1c907e548f56',
      [{ kind: 'connected' }],
    ],
    [
      't=2020-07-24T13:57:18-0700 lvl=eror msg="session closed, starting reconnect loop" obj=csess id=431cd9d9a3b1 err="read EOF from remote peer"',
      [{ kind: 'lost' }],
    ],
  ])('%s', (line, news) => {
    expect(readNgrokLine(line)).toEqual(news);
  });

  it.each([
    [
      '{"err":"authentication failed: Usage of ngrok requires a verified account and authtoken.\\n\\nSign up for an account: https://dashboard.ngrok.com/signup\\r\\n\\r\\nERR_NGROK_4018\\r\\n","lvl":"eror","msg":"failed to reconnect session","obj":"tunnels.session"}',
      'tunnel-no-authtoken',
    ],
    ['ERROR:  ERR_NGROK_4018', 'tunnel-no-authtoken'],
    [
      't=2026-08-14T11:00:00+0000 lvl=eror msg="failed to reconnect session" obj=csess err="authentication failed: the authtoken is not valid. ERR_NGROK_105"',
      'tunnel-bad-authtoken',
    ],
    ['ERROR:  ERR_NGROK_108', 'tunnel-too-many-sessions'],
    [
      't=2023-11-18T09:56:08-0600 lvl=eror msg="failed to reconnect session" obj=tunnels.session obj=csess id=534c7250f638 err="The tunnel \'tcp://0.tcp.ngrok.io:18899\' is already bound to another tunnel session\\r\\n\\r\\nERR_NGROK_334\\r\\n"',
      'tunnel-endpoint-taken',
    ],
    [
      't=2026-09-11T03:57:59+0800 lvl=eror msg="terminating with error" obj=app err="failed to start tunnel: Only paid plans may create endpoints with custom subdomains.\\r\\nERR_NGROK_313\\r\\n"',
      'tunnel-address-not-yours',
    ],
    ['ERROR:  unknown flag: --inspect', 'tunnel-too-old'],
    ['Incorrect Usage: flag provided but not defined: -url', 'tunnel-too-old'],
    [
      '{"err":"dial tcp: lookup tunnel.us.ngrok.com on 10.255.255.53:53: dial udp 10.255.255.53:53: connect: network is unreachable","id":"622a534a5cac","lvl":"eror","msg":"failed to reconnect session","obj":"csess","t":"2026-11-28T00:34:33.893830246Z"}',
      'tunnel-unreachable',
    ],
    [
      't=2026-11-28T00:34:39+0000 lvl=eror msg="failed to reconnect session" obj=csess id=568574b295b4 err="resolved tunnel.us.ngrok.com has no records"',
      'tunnel-unreachable',
    ],
    ['ERROR:  ERR_NGROK_31337', 'tunnel-refused'],
  ])('%s', (line, code) => {
    expect(readNgrokLine(line)).toMatchObject([{ kind: 'trouble', trouble: { code } }]);
  });

  it.each([
    '{"lvl":"info","msg":"no configuration paths supplied","t":"2026-11-28T00:34:33.889303392Z"}',
    '{"err":"\\u003cnil\\u003e","lvl":"info","msg":"session closing","obj":"tunnels.session"}',
    '{"addr":"127.0.0.1:4040","lvl":"info","msg":"starting web service","obj":"web"}',
    '{"err":"Post \\"https://update.equinox.io/check\\": dial tcp","lvl":"warn","msg":"failed to check for update","obj":"updater"}',
    't=2026-11-28T00:34:42+0000 lvl=info msg="session closing" obj=tunnels.session err=nil',
    'ERROR:  Sign up for an account: https://dashboard.ngrok.com/signup',
    '{"lvl":"info","msg":"started tunnel","url":"http://ab12.ngrok.io"}',
    '{"lvl":"info","msg":"started tunnel","url":"https://user:secret@ab12.ngrok.io"}',
    '{"lvl":"info","msg":"started tunnel"}',
    '{"msg":5,"url":["https://ab12.ngrok.io"]}',
    '{"lvl":"info","msg":"join connections","err":"ERR_NGROK_4018 in somebody\'s path"}',
    'null',
    '{',
    '',
  ])('nothing is to be learned from %j', (line) => {
    expect(readNgrokLine(line)).toEqual([]);
  });
});
