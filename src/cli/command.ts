/**
 * What one command is, as data: from this the command line is built and the help printed.
 */
import type { ExitCode } from '../core/failure.ts';
import type { Flags, Sources } from '../settings/base.ts';
import type { OptionDefinition } from '../settings/option.ts';
import type { Io } from './io.ts';

export interface Invocation {
  readonly flags: Flags;
  /** What stood on the command line beside options. */
  readonly operands: readonly string[];
  readonly io: Io;
}

export interface CommandDefinition {
  /** `listen`, or with its group: `history list`. */
  readonly path: string;
  readonly words: string;
  /** Name of its one operand; commands without one take none. */
  readonly operand?: string;
  /** Several, as help writes them: `<a>`, `[id-or-file...]`. */
  readonly operands?: readonly string[];
  readonly options: readonly OptionDefinition[];
  readonly examples: readonly string[];
  /** Throws `Failure`; anything else thrown is a bug of ours. Everything heavy is loaded inside. */
  readonly run: (invocation: Invocation) => Promise<ExitCode>;
}

export function sourcesOf({ flags, io }: Invocation): Sources {
  return { flags, env: io.env, cwd: io.cwd, isTty: io.isTty };
}
