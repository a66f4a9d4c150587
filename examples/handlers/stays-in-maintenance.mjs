// Wrong: when it is stopped it leaves a note that it is in maintenance, and nobody takes the note away when it starts.
// Upgates concludes: wrong answers. What came during the outage is repeated every 5 minutes, and never taken.
import { existsSync, writeFileSync } from 'node:fs';
import { answer, serve } from './frame.mjs';

const NOTE = process.env.NOTE ?? 'maintenance.flag';

serve(({ response }) => answer(response, existsSync(NOTE) ? 503 : 204));
process.prependListener('SIGTERM', () => writeFileSync(NOTE, ''));
