/**
 * `upgates-dev control gap check | list | play`: calls that may be missing, in a running session. What costs API calls says
 * so before, and nothing is sent to the handler but by `play`.
 */
import { askSession } from './control-session.ts';
import { send } from './control-send.ts';
import { say, talk, tellSentence, type Run } from './control-talk.ts';

/** A `gap` line for each, then what the last one means. */
export const runGapCheck: Run = (invocation) =>
  talk(invocation, (talking) => say({ kind: 'check-gaps', dryRun: talking.settings.dryRun }, talking));

/** A `price` line, then `missed` lines and one `listed`. */
export const runGapList: Run = (invocation) =>
  talk(invocation, async (talking) => {
    const { since, pages, dryRun } = talking.settings;
    const wish = { kind: 'list-missed', since, pages } as const;
    const price = await askSession({ ...wish, dryRun: true }, talking);
    if (price === null || dryRun) return 0;
    const listed = await askSession({ ...wish, dryRun: false }, talking);
    if (listed !== null) tellSentence(listed, talking);
    return 0;
  });

/** `attempt` lines and a `summary`; exit 1 when any verdict is not `delivered`. */
export const runGapPlay: Run = (invocation) =>
  talk(invocation, (talking) => {
    const { dryRun } = talking.settings;
    return send({ kind: 'play-missed', choice: invocation.operands, dryRun }, talking);
  });
