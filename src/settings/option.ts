/**
 * What one option is, as data. From this the command line, the environment's names, the configuration's keys, its JSON
 * schema, the help and the documents are derived, so that they cannot differ.
 */

export interface OptionDefinition {
  /** The long name without dashes: `tunnel-host`, `no-color`. */
  readonly name: string;
  readonly short?: string;
  /** How help writes the value; null for a switch. */
  readonly value: string | null;
  /** May be given more than once; with `commas` one text may hold several. */
  readonly many?: 'repeated' | 'commas';
  readonly choices?: readonly string[];
  /** The default, as help says it. */
  readonly fallback?: string;
  /** One line for the help, no full stop. */
  readonly words: string;
  /**
   * `command-line`: nowhere else, since a checked-out repository must not be able to steal a key or run a command, or
   * since it makes no sense as a setting. `no-config`: everywhere but in the configuration itself.
   */
  readonly from?: 'command-line' | 'no-config';
}

/** `tunnel-host` -> `UPGATES_DEV_TUNNEL_HOST`. */
export function variableOf(option: OptionDefinition): string {
  return `UPGATES_DEV_${option.name.replaceAll('-', '_').toUpperCase()}`;
}

/** `tunnel-host` -> `tunnelHost`: the key in `upgates-dev.config.json`. */
export function keyOf(option: OptionDefinition): string {
  return option.name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** `-f, --forward <[pattern=]target>`: what commander and the documents read. */
export function flagsOf(option: OptionDefinition): string {
  const short = option.short === undefined ? '' : `-${option.short}, `;
  const value = option.value === null ? '' : ` <${option.value}>`;
  return `${short}--${option.name}${value}`;
}
