/**
 * The header: whether calls can come in, and what goes where with the score. One line where rows are scarce.
 */
import type { Instant } from '../../../core/instant.ts';
import type { SessionSnapshot } from '../../../session/view.ts';
import { callsLeftPart, isDown, shopPart, speedPart, tunnelDownLine, tunnelPart } from '../../present/health.ts';
import { span, type Line } from '../../present/line.ts';
import {
  aftermathLine,
  faultsLine,
  shortFaultsLine,
  scoreLine,
  targetsLine,
  webhooksLine,
} from '../../present/score.ts';
import { spread, type Segment } from '../../present/segments.ts';
import { hourAndMinute } from '../../present/time.ts';
import { type Layout, WORDY_COLUMNS } from '../layout.ts';

const MARGIN = span(' ');

export function headerLines(session: SessionSnapshot, layout: Layout, now: Instant): readonly Line[] {
  const first = isDown(session) ? tunnelDownLine(session.tunnel, now) : healthLine(session, layout, now);
  return [
    [MARGIN, ...first],
    [MARGIN, ...flowLine(session, layout)],
  ].slice(0, layout.headerRows);
}

function healthLine(session: SessionSnapshot, layout: Layout, now: Instant): Line {
  const isShort = layout.width < WORDY_COLUMNS;
  const isAlone = layout.headerRows === 1;
  const faults = labelsAtWork(session);
  const left: readonly Segment[] = [
    { line: isShort ? [] : [span('upgates-dev', 'strong')], keep: 1 },
    { line: tunnelPart(session.tunnel, isShort), keep: 9 },
    { line: isShort ? [] : addressPart(session), keep: 4 },
    { line: shopPart(session, isShort), keep: 6 },
    { line: callsLeftPart(session, isShort), keep: 7 },
    { line: [span(session.policy)], keep: 5 },
    { line: speedPart(session), keep: 3 },
    { line: isAlone && faults.length > 0 ? shortFaultsLine(faults) : [], keep: 8 },
    { line: isAlone ? handlerDownPart(session) : [], keep: 8 },
  ];
  const right: readonly Segment[] = isAlone
    ? [{ line: scoreLine(session.counts, 1), keep: 8 }]
    : [{ line: [span(hourAndMinute(now), 'dim')], keep: 2 }];
  return spread({ left, right, width: layout.width - 2, gap: isShort ? 2 : 3 });
}

function labelsAtWork({ faults }: SessionSnapshot): readonly string[] {
  return faults.flatMap(({ isOver, fault }) => (isOver ? [] : [fault.label]));
}

/** Where the second line does not tell it. */
function handlerDownPart({ targets }: SessionSnapshot): Line {
  return targets.some(({ health }) => health === 'down') ? [span('○ handler down', 'warning')] : [];
}

function addressPart({ tunnel }: SessionSnapshot): Line {
  return tunnel.shownUrl === null ? [] : [span(tunnel.shownUrl)];
}

function flowLine(session: SessionSnapshot, layout: Layout): Line {
  const isShort = layout.width < WORDY_COLUMNS;
  const faults = labelsAtWork(session);
  const left: readonly Segment[] = [
    { line: webhooksLine(session), keep: 2 },
    { line: targetsLine(session.targets), keep: 4 },
    { line: faultsLine(faults), keep: faults.length > 0 ? 5 : 1 },
  ];
  const right: readonly Segment[] = [
    { line: aftermathLine(session.counts), keep: 3 },
    { line: scoreLine(session.counts, isShort ? 1 : 3), keep: 6 },
  ];
  return spread({ left, right, width: layout.width - 2, gap: isShort ? 2 : 3 });
}
