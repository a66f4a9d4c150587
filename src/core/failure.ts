/**
 * Trouble that ends a command, as one error with a stable code: one clear sentence, what to do, and the exit code.
 * Everything expected on the way is data; this is thrown only to where the command ends.
 */

/** 2: found wrong before the first action. 3: what shop, network, tunnel, port or disk answered. 70: a bug of ours. */
export type ExitCode = 0 | 1 | 2 | 3 | 70 | 129 | 130 | 143;

export interface FailureOptions {
  readonly hint?: string | null;
  readonly cause?: unknown;
}

export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: string;
  readonly exit: ExitCode;
  readonly hint: string | null;

  constructor(at: { readonly code: string; readonly exit: ExitCode }, message: string, options: FailureOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = at.code;
    this.exit = at.exit;
    this.hint = options.hint ?? null;
  }
}

/** A mistake of the user, found before anything was done. */
export function mistake(code: string, message: string, hint: string | null = null): Failure {
  return new Failure({ code, exit: 2 }, message, { hint });
}

/** What the world outside answered. */
export function trouble(code: string, message: string, options: FailureOptions = {}): Failure {
  return new Failure({ code, exit: 3 }, message, options);
}
