/**
 * The localtunnel double as a program with switches: SIGUSR2 cuts all its connections, SIGHUP makes it forget all names,
 * SIGWINCH too, and for some seconds whoever asks gets another name than the one wanted. A name waits longer for its first connection than the real one lets it: the machine is busy. In: its port. Out: its address.
 */
import { REGISTRATIONS, startLocaltunnelServer, type Registration } from '../../support/localtunnel-server.ts';

let renamed = 0;
/** A name for each who asks: two tunnels of one name would be another fault. */
const otherNames: Registration = {
  kind: 'rename',
  get name() {
    renamed += 1;
    return `other${process.pid}x${renamed}`;
  },
};

const server = await startLocaltunnelServer({ port: Number(process.argv[2] ?? 0), firstGrace: 5000 });
process.on('SIGUSR2', () => server.killSockets());
process.on('SIGHUP', () => server.forget());
process.on('SIGWINCH', () => {
  server.answerWith(otherNames);
  server.forget();
  setTimeout(() => server.answerWith(REGISTRATIONS.grant), 5000);
});
process.stdout.write(`${server.url}\n`);
