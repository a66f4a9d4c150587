/** The rights that the API user did not have, so that it has none of them afterwards. */
import { EVENTS } from '../../core/events.ts';
import type { Access } from '../api/access.ts';
import { SERVICES } from '../api/services.ts';
import { fieldsAt, textAt, wrong, type Place } from './reading.ts';

export interface SavedAccess {
  /** Names of events. */
  readonly denied: readonly string[];
  /** Names of endpoints that are for reading only. */
  readonly restricted: readonly string[];
  readonly userActive: boolean;
}

export function saveAccess(access: Access): SavedAccess {
  const isRestricted = ({ name, most }: (typeof SERVICES)[number]): boolean =>
    most === 'all' && access.privilegeOf(name) === 'readonly';
  return {
    denied: EVENTS.map(({ name }) => name).filter((name) => !access.isAllowed(name)),
    restricted: SERVICES.filter(isRestricted).map(({ name }) => name),
    userActive: access.isUserActive(),
  };
}

/** What was denied from the start is given to `createAccess`: webhooks are as they were saved. */
export function resumeAccess(access: Access, { restricted, userActive }: SavedAccess): void {
  for (const service of restricted) access.restrict(service, 'readonly');
  access.setUserActive(userActive);
}

export function readAccess(at: Place): SavedAccess {
  const fields = fieldsAt(at);
  return {
    denied: fields.list('denied', knownAmong(EVENTS, 'event')),
    restricted: fields.list('restricted', knownAmong(SERVICES, 'endpoint')),
    userActive: fields.flag('userActive'),
  };
}

function knownAmong(all: readonly { readonly name: string }[], what: string): (at: Place) => string {
  return (at) => {
    const name = textAt(at);
    if (!all.some((one) => one.name === name)) throw wrong(at.path, `the name of an ${what}`);
    return name;
  };
}
