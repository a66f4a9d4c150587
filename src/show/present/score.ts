/**
 * The score of a session by sign, and what goes where: parts for the second line of a screen.
 */
import type { CountsView, SessionSnapshot, TargetView } from '../../session/view.ts';
import { span, type Line } from './line.ts';
import { LOOKS } from './verdict.ts';
import { cutText } from './width.ts';

export function scoreLine(counts: CountsView, gap: number): Line {
  const entries = [
    [LOOKS.delivered, counts.delivered],
    [LOOKS.repeats, counts.repeats],
    [LOOKS['timed-out'], counts.timedOut],
  ] as const;
  return entries.flatMap(([look, count], index) => [
    ...(index === 0 ? [] : [span(' '.repeat(gap))]),
    span(`${look.sign} ${count}`, count > 0 ? look.tone : 'dim'),
  ]);
}

/** What waits somewhere, and who knocked: nothing where there is nothing. */
export function aftermathLine({ waiting, queued, strangers }: CountsView): Line {
  const parts = [
    waiting > 0 ? `${waiting} waiting` : '',
    queued > 0 ? `${queued} queued` : '',
    strangers > 0 ? `${strangers} turned away` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? [] : [span(parts.join(', '), 'dim')];
}

/** `3 webhooks Orders.*`; many patterns are cut. */
export function webhooksLine({ webhooks, patterns }: SessionSnapshot): Line {
  const count = `${webhooks.length} webhook${webhooks.length === 1 ? '' : 's'}`;
  return [span(`${count} ${cutText(span(patterns.join(' ')).text, PATTERNS_WIDTH)}`)];
}

const PATTERNS_WIDTH = 24;

/** `→ http://localhost:3000/webhooks`; a handler that was down at the last call is said to be. */
export function targetsLine(targets: readonly TargetView[]): Line {
  const [first, ...more] = targets;
  if (first === undefined) return [span('→ kept only, no handler', 'dim')];
  const down = targets.filter(({ health }) => health === 'down').length;
  return [
    span(`→ ${first.url}`),
    ...(more.length > 0 ? [span(` and ${more.length} more`, 'dim')] : []),
    ...(down > 0 ? [span(more.length > 0 ? `, ${down} down` : ' down', 'warning')] : []),
  ];
}

/** `⚡ slow`, `⚡ 3`. */
export function shortFaultsLine(faults: readonly string[]): Line {
  const [only = ''] = faults;
  const words = faults.length === 1 ? cutText(span(only).text, 10) : String(faults.length);
  return [span(`⚡ ${words}`, 'accent')];
}

export function faultsLine(faults: readonly string[]): Line {
  return faults.length === 0 ? [span('no faults', 'dim')] : [span(`⚡ ${faults.join(' ')}`, 'accent')];
}
