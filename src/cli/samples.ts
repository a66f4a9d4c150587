/**
 * Fixtures for the screen's trigger panel. In: the folder of the user's own. Out: names, bodies, and what is wrong with a
 * value to be set; nothing that goes wrong with the disk stops the panel, the session tells it when it sends.
 */
import { Failure } from '../core/failure.ts';
import { findFixture, fixtureBody, fullName, knownFixtures, readFixtureWish } from '../fixture/find-fixture.ts';
import { applySettings, readSettings } from '../replay/apply-settings.ts';
import { MOST_CALLS, MOST_RECORDS } from '../session/asked/shop/numbers.ts';
import type { ScreenOptions } from '../show/tui/index.tsx';

type Samples = ScreenOptions['means']['samples'];

export function createSamples(ownFolder: string): Samples {
  return {
    names: () =>
      orElse([], () =>
        knownFixtures(ownFolder)
          .filter(({ label }) => label !== null)
          .map((fixture) => ({ name: fullName(fixture), isOwn: fixture.origin === 'own' })),
      ),
    body: (name) => orElse(null, () => bodyOf(name, ownFolder)),
    complaint(body, setting) {
      try {
        const settings = readSettings([setting]);
        if (body !== null) applySettings(Buffer.from(body), settings);
        return null;
      } catch (error) {
        if (error instanceof Failure) return error.message;
        throw error;
      }
    },
    mostRecords: MOST_RECORDS,
    mostCalls: MOST_CALLS,
  };
}

function bodyOf(name: string, ownFolder: string): string | null {
  const wish = readFixtureWish(name);
  const fixture = wish.kind === 'name' ? findFixture(wish.name, ownFolder) : null;
  return fixture === null ? null : fixtureBody(fixture).toString('utf8');
}

/** A folder that cannot be read has no fixtures to show. */
function orElse<T>(otherwise: T, read: () => T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
