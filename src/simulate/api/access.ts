/**
 * The rights of the shop's one API user. In: patterns of events to deny and to allow again, endpoints to restrict.
 * Out: what the user may do. When rights are taken, the webhooks of those events are deactivated (documented); given
 * back, they stay inactive until a PUT activates them (inferred: nothing says that they come back by themselves).
 */
import { EVENTS } from '../../core/events.ts';
import { mistake } from '../../core/failure.ts';
import { nearestNames, readPattern } from '../../core/pattern.ts';
import { OPEN_SERVICES, SERVICES, type Privilege, type Service } from './services.ts';
import type { WebhookBook } from '../deliver/webhook-book.ts';

export interface Access {
  isAllowed(event: string): boolean;
  /**
   * What the user may do at an endpoint, named as in `GET status`. An endpoint whose events are all denied is denied
   * itself (inferred: at Upgates it is the other way round). `deny` for one that the shop does not serve.
   */
  privilegeOf(service: string): Privilege;
  /** Takes the rights to events; those taken now. Throws `Failure` (exit 2) for a pattern that fits no event. */
  deny(patterns: readonly string[]): readonly string[];
  /** Gives rights to events; those given now. Throws `Failure` (exit 2) for a pattern that fits no event. */
  allow(patterns: readonly string[]): readonly string[];
  /** Leaves only `GET` at an endpoint (`readonly`), or gives the rest back (`all`). Throws `Failure` (exit 2). */
  restrict(service: string, privilege: 'readonly' | 'all'): void;
  /** An inactive API user is answered 403, whatever the credentials (documented). */
  isUserActive(): boolean;
  setUserActive(active: boolean): void;
}

export interface AccessOptions {
  readonly webhooks: Pick<WebhookBook, 'list' | 'step'>;
  /** Patterns of events that the user has no right to from the start. */
  readonly denied?: readonly string[];
}

export function createAccess({ webhooks, denied: patterns = [] }: AccessOptions): Access {
  const denied = new Set(patterns.flatMap(eventsOf));
  const restricted = new Set<string>();
  let userActive = true;
  return {
    isAllowed: (event) => !denied.has(event),
    privilegeOf(name) {
      const service = SERVICES.find((one) => one.name === name);
      if (service === undefined || isDenied(service, denied)) return 'deny';
      return restricted.has(name) ? 'readonly' : service.most;
    },
    deny(wanted) {
      const taken = distinct(wanted.flatMap(eventsOf)).filter((event) => !denied.has(event));
      for (const event of taken) denied.add(event);
      deactivate(webhooks, new Set(taken));
      return taken;
    },
    allow: (wanted) => distinct(wanted.flatMap(eventsOf)).filter((event) => denied.delete(event)),
    restrict(name, privilege) {
      if (!SERVICES.some((one) => one.name === name)) throw unknownService(name);
      if (privilege === 'readonly') restricted.add(name);
      else restricted.delete(name);
    },
    isUserActive: () => userActive,
    setUserActive(active) {
      userActive = active;
    },
  };
}

function distinct(events: readonly string[]): readonly string[] {
  return [...new Set(events)];
}

function isDenied({ name, entity }: Service, denied: ReadonlySet<string>): boolean {
  if (entity === null || OPEN_SERVICES.has(name)) return false;
  return EVENTS.filter((event) => event.entity === entity).every((event) => denied.has(event.name));
}

function deactivate(webhooks: AccessOptions['webhooks'], taken: ReadonlySet<string>): void {
  const theirs = webhooks.list().filter((webhook) => taken.has(webhook.event));
  for (const { id } of theirs) webhooks.step(id, { kind: 'permission-changed' });
}

/** A name of the right form that the catalogue lacks is a slip too: the shop has no such event. */
function eventsOf(text: string): readonly string[] {
  const reading = readPattern(text);
  if (reading.kind === 'pattern' && reading.isCatalogued) return reading.events;
  const nearest = reading.kind === 'unknown' ? reading.nearest : nearestNames(text);
  throw mistake('unknown-event', `The simulated shop has no event ${text}.`, `Nearest: ${nearest.join(', ')}.`);
}

function unknownService(name: string): Error {
  const names = SERVICES.map((one) => one.name).join(', ');
  return mistake('unknown-service', `The simulated shop has no endpoint ${name}.`, `There are: ${names}.`);
}
