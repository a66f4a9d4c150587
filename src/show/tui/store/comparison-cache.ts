/**
 * The comparison of the chosen delivery with the one before it, made again only when the delivery has changed.
 */
import type { SessionView } from '../../../session/view.ts';
import type { DeliveryDetail } from '../../../store/row.ts';
import { compared, type Comparison } from '../detail/compare.ts';

export type ComparisonOf = (detail: DeliveryDetail | null) => Comparison | null;

export function createComparisonCache(session: Pick<SessionView, 'previous'>): ComparisonOf {
  let known: { readonly of: DeliveryDetail; readonly comparison: Comparison } | null = null;
  return (detail) => {
    if (detail === null) return null;
    if (known?.of !== detail) known = { of: detail, comparison: compared(session.previous(detail.row.id), detail) };
    return known.comparison;
  };
}
