/** The localtunnel double as a program of its own, which can be stopped and killed. Says its address when it is up. */
import { startLocaltunnelServer } from './localtunnel-server.ts';

const server = await startLocaltunnelServer({ port: Number(process.argv[2] ?? 0) });
process.stdout.write(`${server.url}\n`);
