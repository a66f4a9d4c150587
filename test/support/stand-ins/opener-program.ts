/** Opens a tunnel by a program on the PATH, says its address, and stays; to be ended in every way there is. */
import { createCloudflared } from '../../../src/tunnel/cloudflared.ts';
import { createNgrok } from '../../../src/tunnel/ngrok.ts';

const create = process.argv[2] === 'ngrok' ? createNgrok : createCloudflared;
const { signal } = new AbortController();
const tunnel = await create({ env: process.env }).open({ port: 9, name: 'wanted', signal });
process.stdout.write(`${tunnel.publicUrl}\n`);
setInterval(() => undefined, 1000);
process.on('SIGUSR2', () => process.exit(0));
process.on('SIGPIPE', () => undefined);
