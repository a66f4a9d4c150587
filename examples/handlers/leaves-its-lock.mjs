// Wrong: it takes a lock when it starts and gives it back when it ends in peace. After a crash it cannot start again.
// Upgates concludes: refused connections, repeated every 5 minutes (that a refused one is repeated is inferred), until
// somebody removes the lock by hand.
import { rmSync, writeFileSync } from 'node:fs';
import { answer, serve } from './frame.mjs';

const LOCK = process.env.LOCK ?? 'handler.lock';

writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
process.on('exit', () => rmSync(LOCK, { force: true }));

serve(({ response }) => answer(response, 204));
