/**
 * The detail of the chosen delivery, asked for again only when its row has changed: a body may have megabytes.
 */
import type { SessionView } from '../../../session/view.ts';
import type { DeliveryDetail, DeliveryRow } from '../../../store/row.ts';

export type DetailOf = (row: DeliveryRow | null) => DeliveryDetail | null;

export function createDetailCache(session: Pick<SessionView, 'detail'>): DetailOf {
  let version = '';
  let detail: DeliveryDetail | null = null;
  return (row) => {
    if (row === null) return null;
    const wanted = JSON.stringify(row);
    if (wanted === version) return detail;
    detail = session.detail(row.id);
    version = wanted;
    return detail;
  };
}
