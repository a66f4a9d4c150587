/**
 * The localtunnel double as a program with two switches: SIGUSR2 cuts all its connections, SIGHUP makes it forget all
 * names. A name waits longer for its first connection than the real one lets it: the machine is busy. In: its port. Out: its address.
 */
import { startLocaltunnelServer } from '../../support/localtunnel-server.ts';

const server = await startLocaltunnelServer({ port: Number(process.argv[2] ?? 0), firstGrace: 5000 });
process.on('SIGUSR2', () => server.killSockets());
process.on('SIGHUP', () => server.forget());
process.stdout.write(`${server.url}\n`);
