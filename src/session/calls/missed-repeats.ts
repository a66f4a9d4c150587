/**
 * Repeats that did not come. In: the deliveries that are overdue. Out: marked in history, said in one notice, and the
 * shop asked whether our webhooks are still active, since a webhook that Upgates has deactivated is silent.
 */
import { isoUtc, type Instant } from '../../core/instant.ts';
import type { NoticeRecord } from '../../core/record.ts';
import type { History } from '../../store/history.ts';

export interface MissedRepeatsOptions {
  readonly history: Pick<History, 'markNotRepeated' | 'rows'>;
  readonly now: () => Instant;
  readonly emit: (record: NoticeRecord) => void;
  readonly log: (text: string) => void;
  /** Something is wrong between the shop and us. */
  readonly suspect: () => void;
}

const SHOWN = 3;

/** What is returned never throws: it is called by a timer. */
export function createMissedRepeats(options: MissedRepeatsOptions): (deliveries: readonly string[]) => void {
  const { history, now, emit, log, suspect } = options;
  return (deliveries) => {
    try {
      for (const delivery of deliveries) history.markNotRepeated(delivery);
      emit({
        kind: 'notice',
        at: isoUtc(now()),
        level: 'warning',
        code: 'not-repeated',
        text: tell(history, deliveries),
      });
    } catch (error) {
      log(`not repeated, but not marked: ${error instanceof Error ? error.message : String(error)}`);
    }
    suspect();
  };
}

function tell(history: Pick<History, 'rows'>, deliveries: readonly string[]): string {
  const names = history.rows(deliveries.slice(0, SHOWN)).map(({ event, key }) => `${event} ${key}`.trim());
  const more = deliveries.length > SHOWN ? ` and ${deliveries.length - SHOWN} more` : '';
  return `Not repeated, although it was due: ${names.join(', ')}${more}. The shop may have taken our answer after all, or no longer calls.`;
}
