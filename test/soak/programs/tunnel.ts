/**
 * The localtunnel double as a program with two switches: SIGUSR2 cuts all its connections, SIGHUP makes it forget all
 * names. In: its port. Out: its address.
 */
import { startLocaltunnelServer } from '../../support/localtunnel-server.ts';

const server = await startLocaltunnelServer({ port: Number(process.argv[2] ?? 0) });
process.on('SIGUSR2', () => server.killSockets());
process.on('SIGHUP', () => server.forget());
process.stdout.write(`${server.url}\n`);
