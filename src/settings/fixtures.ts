/**
 * Where the user's own fixtures are: `fixtures/upgates/` beside the project, or `--fixtures DIR`; and the settings of
 * the commands that list, show, save and check them.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gather, type BaseSettings, type Sources } from './base.ts';
import { CONFIG_NAME, findUpward } from './config-file.ts';
import type { Reader } from './given.ts';

export interface FixturesSettings extends BaseSettings {
  readonly fixtures: string;
  /** Masks e-mails and names. */
  readonly mask: boolean;
  /** The label that a saved fixture gets; null: none. */
  readonly label: string | null;
  /** Whether a fixture that is already there may be replaced. */
  readonly force: boolean;
  /** What must not get into a fixture, wherever it stands. */
  readonly secrets: readonly string[];
}

/** Throws `Failure` (exit 2) for anything wrong. */
export function readFixturesSettings(sources: Sources): FixturesSettings {
  const { reader, variables, base } = gather(sources);
  return {
    ...base,
    fixtures: fixturesFolder(reader, { cwd: sources.cwd, configFile: base.configFile }),
    mask: reader.isOn('mask'),
    label: reader.text('label'),
    force: reader.isOn('force'),
    secrets: knownSecrets(variables),
  };
}

export interface Project {
  readonly cwd: string;
  readonly configFile: string | null;
}

export function fixturesFolder(reader: Reader, { cwd, configFile }: Project): string {
  const given = reader.path('fixtures');
  if (given !== null) return given;
  const project = configFile ?? findUpward(cwd, ['package.json', '.git', CONFIG_NAME], existsSync);
  return join(project === null ? cwd : dirname(project), 'fixtures', 'upgates');
}

/** The values that must not stand in anything that leaves the history. */
export function knownSecrets(variables: Readonly<Record<string, string | undefined>>): readonly string[] {
  const key = variables['UPGATES_API_KEY'] ?? '';
  return key.length < 4 ? [] : [key];
}
