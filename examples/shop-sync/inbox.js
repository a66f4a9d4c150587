/**
 * What has arrived and what has been done. Upgates repeats a call until it likes the answer, so the same record comes
 * again: it is told apart by its event, its key and its time. A real integration keeps this in its database, and keeps it
 * before it answers.
 */
export function createInbox() {
  const seen = new Set();
  const waiting = [];
  return {
    /** Takes a record in, unless it is here already. */
    keep(event, record) {
      const at = record.creation_time ?? record.last_update_time ?? record.deletion_time;
      const identity = `${event} ${record.order_number} ${at}`;
      if (seen.has(identity)) return;
      seen.add(identity);
      waiting.push({ event, orderNumber: record.order_number });
    },
    /** The oldest, at most `count` of them. */
    take: (count) => waiting.splice(0, count),
    /** What could not be done now comes first the next time. */
    putBack: (jobs) => void waiting.unshift(...jobs),
    isEmpty: () => waiting.length === 0,
  };
}
