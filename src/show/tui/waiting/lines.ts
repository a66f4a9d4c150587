/**
 * What stands in place of the list while there is none: the steps of the start and of the end, and the quiet before the
 * first call.
 */
import { EMPTY_LINE, line, span, type Line } from '../../present/line.ts';
import type { PolicyName } from '../../../core/record.ts';
import type { SessionSnapshot, TargetView } from '../../../session/view.ts';
import { hourAndMinute } from '../../present/time.ts';
import { wrapText } from '../../present/width.ts';
import { LEAST } from '../layout.ts';
import type { ScreenModel } from '../store/model.ts';

/** Done steps and the one at work; the session names them. */
export function stepsLines(session: SessionSnapshot, steps: readonly string[], rows: number): readonly Line[] {
  const title =
    session.phase === 'starting' ? ' Starting.' : ' Leaving: webhooks are removed before the tunnel closes.';
  const shown = steps.slice(-Math.max(1, rows - 3));
  const marked = shown.map((step, index) => stepLine(step, index === shown.length - 1 && session.phase !== 'ended'));
  return [EMPTY_LINE, line(title), EMPTY_LINE, ...marked];
}

function stepLine(step: string, isAtWork: boolean): Line {
  return [span(isAtWork ? '   … ' : '   ✓ ', isAtWork ? 'accent' : 'good'), span(step)];
}

/** What is happening, what to do next, and where calls will go, in this order: small windows cut the end. */
export function quietLines(session: SessionSnapshot, width: number): readonly Line[] {
  return [
    ...wrapped(registeredText(session), width, ' '),
    EMPTY_LINE,
    ...[waitingText(session), ...targetsTexts(session), 'Press ? for all keys.'].flatMap((text) =>
      wrapped(text, width, '   '),
    ),
  ];
}

function waitingText(session: SessionSnapshot): string {
  const canSend = session.shop.isSimulated || session.targets.length > 0;
  return `${comingText(session)}${canSend ? ' Or press t to send a sample.' : ''}`;
}

/** What keeps calls from coming in, or from where the first one comes. */
function comingText({ shop, tunnel, webhooks }: SessionSnapshot): string {
  if (tunnel.state === 'down') return 'The public address is down: until it is back no call of the shop can come in.';
  if (webhooks.length === 0) return 'No webhook leads here any more: press w, then n to make one.';
  if (webhooks.every(({ active }) => !active)) {
    return 'All webhooks are off, so the shop calls none of them: press w, then Enter to switch one on.';
  }
  if (!shop.isSimulated) return 'Waiting for the first call. Change an order in the shop.';
  const simulated = 'The shop is simulated: no account is needed';
  return shop.isQuiet === true
    ? `${simulated}, and it calls only when it is told to.`
    : `${simulated}, and the first call is on its way.`;
}

/** More than these say less than the patterns that were asked for. */
const MOST_EVENTS = 6;

function registeredText({ webhooks, patterns }: SessionSnapshot): string {
  const events = webhooks.map(({ event }) => event);
  return `${countText(events.length)} registered: ${(events.length > MOST_EVENTS ? patterns : events).join(', ')}`;
}

function wrapped(text: string, width: number, margin: string): readonly Line[] {
  return wrapText(text, width - margin.length - 1).map((one) => line(margin + one));
}

function countText(count: number): string {
  return `${count} webhook${count === 1 ? '' : 's'}`;
}

function targetsTexts({ targets, policy }: SessionSnapshot): readonly string[] {
  if (targets.length === 0) return ['Calls are kept and answered 204; give a handler with --forward 3000.'];
  const down = targets.filter(({ health }) => health === 'down');
  const others = targets.filter(({ health }) => health !== 'down');
  return [
    ...(others.length === 0 ? [] : [`Calls go to ${others.map(targetText).join(', ')}.`]),
    ...down.map(({ url, pattern }) => `${nothingThere(url, pattern)} ${UNTIL_THEN[policy]}`),
  ];
}

function targetText({ url, pattern, health, since }: TargetView): string {
  const which = pattern === '*' ? '' : ` for ${pattern}`;
  return `${url}${which}${health === 'up' && since !== null ? ` (up since ${hourAndMinute(since)})` : ''}`;
}

function nothingThere(url: string, pattern: string): string {
  return `Nothing listens at ${url}${pattern === '*' ? '' : ` (for ${pattern})`}: start your handler.`;
}

/** What becomes of a call while its handler is down. */
const UNTIL_THEN: Readonly<Record<PolicyName, string>> = {
  mirror: 'Until then the shop gets 502 and sends each call again every 5 minutes.',
  rescue: 'Until then the shop gets 502 and sends each call again every 5 minutes.',
  ack: 'Until then calls are answered 204, and we repeat them to it every 5 minutes.',
  capture: '',
};

/** What the window needs and what goes on meanwhile; the question at the end is asked here too. */
export function tooSmallLines({ session, ui, columns }: ScreenModel): readonly Line[] {
  const need = `This window is too small for the screen: it needs ${LEAST.columns} x ${LEAST.rows}.`;
  const texts = ui.overlay.kind === 'leaving' ? [leavingQuestion(session.counts.waiting)] : [need, meanwhile(session)];
  return texts.flatMap((text) => wrapText(text, Math.max(10, columns))).map((one) => line(one));
}

function meanwhile({ phase, step }: SessionSnapshot): string {
  if (phase === 'ready') return 'Calls are taken. q quits.';
  return phase === 'starting' ? `Starting: ${step}. q quits.` : `Leaving: ${step}.`;
}

function leavingQuestion(waiting: number): string {
  return `Quit? y / n. ${waiting} ${waiting === 1 ? 'delivery waits' : 'deliveries wait'} for a repeat that will not come then.`;
}
