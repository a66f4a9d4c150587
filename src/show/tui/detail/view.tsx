/** The detail of the chosen delivery on the screen: its title and a stretch of the chosen part. */
import type { ReactElement } from 'react';
import { EMPTY_LINE, line, span, type Line } from '../../present/line.ts';
import { WORDY_COLUMNS } from '../layout.ts';
import { Lines } from '../lines.tsx';
import { ruleLine } from '../rule.ts';
import { detailLook, detailWidth, modeOf, type RegularModel, type Ui, type ViewProps } from '../store/model.ts';
import { clampScroll } from '../store/window.ts';
import { bodyLines, positionText as bodyPosition } from './body/lines.ts';
import type { OpenBody } from './body/reading.ts';
import { detailLines } from './lines.ts';
import { titleLine, titleRule, type TitleLook } from './tabs.ts';

export function DetailView({ model, theme }: ViewProps): ReactElement {
  const { layout, detail, feed, ui, body } = model;
  if (body !== null) return <BodyView model={model} theme={theme} body={body} />;
  const all: readonly Line[] =
    detail === null
      ? [
          line(
            feed.entries.length === 0 ? 'No delivery fits the filter.' : 'This delivery is no longer in history.',
            'dim',
          ),
        ]
      : detailLines(detail, ui.tab, detailLook(model, layout));
  const from = clampScroll(ui.scroll, all.length, layout.detailRows);
  const shown = all.slice(from, from + layout.detailRows).map((one) => [span(' '), ...one]);
  const titles = titleLines(model, positionText(from, all.length, layout.detailRows));
  return <Lines lines={[...titles, ...shown]} rows={titles.length + layout.detailRows} theme={theme} />;
}

/** The body, laid out as far as it is in view. */
function BodyView({ model, theme, body }: ViewProps & { readonly body: OpenBody }): ReactElement {
  const { layout, ui } = model;
  const typing = ui.overlay.kind === 'search' ? ui.overlay.input : null;
  const look = { width: detailWidth(layout), rows: layout.detailRows, hasFocus: hasFocus(ui), typing };
  const titles = titleLines(
    model,
    bodyPosition(body, ui.reading, { hasFocus: hasFocus(ui), isShort: layout.width < WORDY_COLUMNS }),
  );
  const lines = [...titles, ...bodyLines(body, ui.reading, look)];
  return <Lines lines={lines} rows={titles.length + layout.detailRows} theme={theme} />;
}

function hasFocus(ui: Ui): boolean {
  return ['detail', 'search'].includes(modeOf(ui));
}

/** A rule and a title, or both in one line; no rule under that of the header. */
function titleLines({ layout, detail, ui }: RegularModel, position: string): readonly Line[] {
  const look: TitleLook = { tab: ui.tab, width: layout.width, hasFocus: hasFocus(ui), position };
  if (!layout.hasTitleRow && !ui.isDetailFull) return [titleRule(look)];
  const title = detail === null ? EMPTY_LINE : titleLine(detail, look);
  return ui.isDetailFull ? [title] : [ruleLine(layout.width), title];
}

function positionText(from: number, total: number, rows: number): string {
  return total <= rows ? '' : `${from + 1}-${Math.min(total, from + rows)} of ${total}`;
}
