/** Lines of the real cloudflared, as its source writes them and as people have reported them (docs/discoveries.md). */
import { describe, expect, it } from 'vitest';
import type { AgentNews } from '../../src/tunnel/agent-kind.ts';
import { readCloudflaredLine } from '../../src/tunnel/cloudflared-log.ts';

const ADDRESS: readonly AgentNews[] = [
  { kind: 'address', publicUrl: 'https://oklahoma-solo-younger-truck.trycloudflare.com' },
];
const CONNECTED: readonly AgentNews[] = [{ kind: 'connected' }];
const LOST: readonly AgentNews[] = [{ kind: 'lost' }];

describe('readCloudflaredLine', () => {
  it.each<[string, readonly AgentNews[]]>([
    [
      '2023-01-16T08:32:58Z INF |  https://oklahoma-solo-younger-truck.trycloudflare.com                                     |',
      ADDRESS,
    ],
    [
      '{"level":"info","time":"2023-11-08T18:37:51Z","message":"|  https://oklahoma-solo-younger-truck.trycloudflare.com      |"}',
      ADDRESS,
    ],
    [
      '2024-07-22T22:18:03Z INF Registered tunnel connection connIndex=0 connection=b7ebd606-8da5-4273-af3d-472ec741887c event=0 ip=198.41.200.13 location=sjc08 protocol=quic',
      CONNECTED,
    ],
    [
      '{"level":"info","connIndex":0,"connection":"b7ebd606-8da5-4273-af3d-472ec741887c","event":0,"ip":"198.41.200.13","location":"sjc08","protocol":"quic","time":"2024-07-22T22:18:03Z","message":"Registered tunnel connection"}',
      CONNECTED,
    ],
    [
      '2021-10-22T14:30:40Z INF Connection 14dd6079-e0ee-4747-8335-197c2e7c72ad registered connIndex=0 location=DME',
      CONNECTED,
    ],
    ['2025-06-21T10:22:47Z INF Lost connection with the edge connIndex=0', LOST],
    ['2024-11-27T11:15:09Z WRN Connection terminated error="connection with edge closed" connIndex=0', LOST],
    ['2024-04-06T07:20:21Z INF Unregistered tunnel connection connIndex=0 event=0 ip=198.41.200.23', LOST],
  ])('%s', (line, news) => {
    expect(readCloudflaredLine(line)).toEqual(news);
  });

  it.each([
    [
      '2026-05-29T09:25:34Z ERR Error unmarshaling QuickTunnel response: error code: 1015 error="invalid character \'e\' looking for beginning of value" status_code="429 Too Many Requests"',
      'tunnel-rate-limited',
    ],
    [
      '{"level":"error","error":"invalid character \'e\' looking for beginning of value","status_code":"429 Too Many Requests","time":"2026-05-29T09:25:34Z","message":"Error unmarshaling QuickTunnel response: <html>"}',
      'tunnel-rate-limited',
    ],
    ['quick tunnel provisioning failed with status 429: [1015] rate limited', 'tunnel-rate-limited'],
    [
      'failed to request quick Tunnel: Post "https://api.trycloudflare.com/tunnel": dial tcp: lookup api.trycloudflare.com on 127.0.0.11:53: no such host',
      'tunnel-unreachable',
    ],
    ["failed to unmarshal quick Tunnel: invalid character 'e' looking for beginning of value", 'tunnel-refused'],
    [
      '2026-05-09T16:02:05Z ERR Error unmarshaling QuickTunnel response: error code: 1101 error="invalid character \'e\' looking for beginning of value" status_code="500 Internal Server Error"',
      'tunnel-refused',
    ],
    ['failed to parse quick Tunnel ID: invalid UUID length: 0', 'tunnel-refused'],
    [
      '2025-07-07T15:38:26Z ERR Failed to dial a quic connection error="failed to dial to edge with quic: timeout: no recent network activity" connIndex=0 event=0',
      'tunnel-udp-blocked',
    ],
    [
      '2022-04-08T04:36:45Z ERR Failed to create new quic connection error="failed to dial to edge: timeout: no recent network activity" connIndex=0',
      'tunnel-udp-blocked',
    ],
    [
      '2022-07-25T12:47:31Z WRN Unable to establish connection with Cloudflare edge error="TLS handshake with edge error: read tcp 172.30.33.5:37452->198.41.200.193:7844: i/o timeout" connIndex=0 ip=198.41.200.193',
      'tunnel-edge-blocked',
    ],
    ['Use `cloudflared tunnel run` to start tunnel 6ff42ae2-765d-4adf-8112-31c55c1551ef', 'tunnel-configured'],
    [
      '2025-01-01T00:00:00Z ERR Register tunnel error from server side error="Unauthorized: Tunnel not found" connIndex=0 event=0 ip=198.41.192.57',
      'tunnel-gone',
    ],
    ['Incorrect Usage: flag provided but not defined: -grace-period', 'tunnel-too-old'],
  ])('%s', (line, code) => {
    expect(readCloudflaredLine(line)).toMatchObject([{ kind: 'trouble', trouble: { code } }]);
  });

  it.each([
    'Thank you for trying Cloudflare Tunnel. … subject to the Cloudflare Online Services Terms of Use (https://www.cloudflare.com/website-terms/), …',
    'INF |  Your quick Tunnel has been created! Visit it at (it may take some time to be reachable):  |',
    '2023-01-16T08:32:58Z INF +------------------------------------------------------------------+',
    '2023-01-16T08:32:58Z INF Requesting new quick Tunnel on trycloudflare.com...',
    '2023-01-16T08:32:58Z ERR Configuration file /dev/null was empty',
    '2022-04-26T14:21:59Z ERR  error="Unable to reach the origin service. The service may be down or it may not be responding to traffic from cloudflared: dial tcp 127.0.0.1:9: connect: connection refused" cfRay=701ff7ce7840a3af-MRS originService=http://127.0.0.1:9',
    '2025-07-07T15:38:26Z INF Retrying connection in up to 2s connIndex=0 event=0',
    '2026-01-01T00:00:00Z INF |  https://user:secret@four-words.trycloudflare.com  |',
    '2026-01-01T00:00:00Z INF |  https://four-words.trycloudflare.com/path  |',
    '2026-01-01T00:00:00Z INF |  http://four-words.example  |',
    '2026-01-01T00:00:00Z INF |  ftp://four-words.trycloudflare.com  |',
    '{"message":5}',
    'null',
    '{',
    '',
  ])('nothing is to be learned from %j', (line) => {
    expect(readCloudflaredLine(line)).toEqual([]);
  });
});
