/**
 * The npm package `localtunnel` as its readme uses it, straight to the handler. In: the folder in which the package is, the
 * tunnel server, the handler's port. Out: one line with the public address.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';

type Localtunnel = (options: {
  readonly port: number;
  readonly host: string;
  readonly local_host: string;
}) => Promise<{ readonly url: string; on(event: 'error', listener: () => void): void }>;

const [folder = '', host = '', port = ''] = process.argv.slice(2);
const localtunnel: Localtunnel = createRequire(join(folder, 'package.json'))('localtunnel');
const tunnel = await localtunnel({ port: Number(port), host, local_host: '127.0.0.1' });
// It would end the process.
tunnel.on('error', () => undefined);
console.log(`url ${tunnel.url}`);
