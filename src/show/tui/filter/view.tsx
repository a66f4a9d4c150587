/** The filter being typed, on the screen, below the list it filters. */
import type { ReactElement } from 'react';
import { LowerPanel } from '../panel/view.tsx';
import { MAX_ROWS } from '../store/feed.ts';
import type { ViewProps } from '../store/model.ts';
import type { FilterPanel } from './filter.ts';
import { filterLines } from './lines.ts';

export function FilterView({ panel, ...props }: ViewProps & { readonly panel: FilterPanel }): ReactElement {
  const { layout, feed, ui } = props.model;
  const count = feed.filter === ui.filter ? feed.entries.length : null;
  const lines = filterLines(panel, { width: layout.width, count, isWhole: feed.isWhole, most: MAX_ROWS });
  return <LowerPanel {...props} title="filter" lines={lines} />;
}
