/**
 * The name of a webhook of ours at the shop: `upgates-dev/<machine>/<session> <Event.name>`.
 * In: machine, session and event, or a name read at the shop. Out: the name, or its parts. The marker is how leftovers
 * are known for ours, so it is read strictly: a name that only resembles one is somebody else's.
 */

export interface WebhookName {
  /** 8 hex digits, one per state directory. */
  readonly machine: string;
  /** 8 hex digits, one per run. */
  readonly session: string;
  readonly event: string;
}

const MARKED = /^upgates-dev\/([0-9a-f]{8})\/([0-9a-f]{8}) ([A-Za-z][A-Za-z0-9]{0,63}\.(?:create|update|delete))$/;
const ID = /^[0-9a-f]{8}$/;

export function nameWebhook(parts: WebhookName): string {
  return `upgates-dev/${parts.machine}/${parts.session} ${parts.event}`;
}

/** Null for a name that is not exactly one of ours. */
export function readWebhookName(name: string): WebhookName | null {
  const [, machine, session, event] = MARKED.exec(name) ?? [];
  if (machine === undefined || session === undefined || event === undefined) return null;
  return { machine, session, event };
}

/** Machine and session ids: exactly 8 lower-case hex digits. */
export function isMarkerId(text: string): boolean {
  return ID.test(text);
}
