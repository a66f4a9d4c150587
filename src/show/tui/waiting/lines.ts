/**
 * What stands in place of the list while there is none: the steps of the start and of the end, and the quiet before the
 * first call.
 */
import { EMPTY_LINE, line, span, type Line } from '../../present/line.ts';
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
    ...[waitingText(session), targetsText(session.targets), 'Press ? for all keys.'].flatMap((text) =>
      wrapped(text, width, '   '),
    ),
  ];
}

function waitingText({ shop, targets, tunnel, webhooks }: SessionSnapshot): string {
  const canSend = shop.isSimulated || targets.length > 0;
  const sample = canSend ? ' Or press t to send a sample.' : '';
  if (tunnel.state === 'down') {
    return `The public address is down: until it is back no call of the shop can come in.${sample}`;
  }
  if (webhooks.length === 0) return `No webhook leads here any more: press w, then n to make one.${sample}`;
  if (shop.isSimulated)
    return `The shop is simulated: no account is needed, and the first call is on its way.${sample}`;
  return `Waiting for the first call. Change an order in the shop.${sample}`;
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

function targetsText(targets: readonly TargetView[]): string {
  if (targets.length === 0) return 'Calls are kept and answered 204; give a handler with --forward 3000.';
  return `Calls go to ${targets.map(targetText).join(', ')}.`;
}

function targetText({ url, health, since }: TargetView): string {
  const state = health === 'up' && since !== null ? ` (up since ${hourAndMinute(since)})` : '';
  return health === 'down' ? `${url} (down)` : url + state;
}

/** What the window needs and what goes on meanwhile; the question at the end is asked here too. */
export function tooSmallLines({ session, ui, columns }: ScreenModel): readonly Line[] {
  const need = `This window is too small: the screen needs ${LEAST.columns} x ${LEAST.rows}.`;
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
