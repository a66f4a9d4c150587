/** The localtunnel server of the tests, as a program. Out: one line with its address. */
import { startLocaltunnelServer } from '../../test/support/localtunnel-server.ts';

const server = await startLocaltunnelServer({});
console.log(`url ${server.url}`);
