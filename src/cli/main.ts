/**
 * The program: reads the command line, runs the command, turns every failure into a sentence and an exit code.
 * Loads little by itself; commander and each command come when they are needed.
 */
import { Failure, type ExitCode } from '../core/failure.ts';
import { reportFailure, type FailureReport } from './failure-report.ts';
import { hideArguments } from './hide-arguments.ts';
import { systemIo, type Io } from './io.ts';

/** Runs one command line to its end. Never rejects. */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  let path = '';
  try {
    const { readCommandLine } = await import('./program.ts');
    const line = readCommandLine(argv, io);
    if (line.kind === 'printed') return 0;
    const { command, flags, operands } = line;
    path = command.path;
    return await command.run({ flags, operands, io });
  } catch (error) {
    const { logOf } = await import('./crash-log.ts');
    return reportFailure(error, {
      ...reportOf(argv, io),
      withEnd: path === 'listen' || (path === '' && meansListen(argv, error)),
      log: logOf(argv, io),
    });
  }
}

/** First words of the other commands, as the command line would know them. */
const OTHERS = 'trigger replay test fixtures simulate history webhooks doctor control init completion'.split(' ');

/** A flag that cannot be read ends before it is known which command it was for. */
function meansListen(argv: readonly string[], error: unknown): boolean {
  if (!(error instanceof Failure) || error.code !== 'usage') return false;
  return !argv.some((word) => OTHERS.includes(word));
}

/** How to report when the settings are not known (yet): what the arguments and the environment say. */
function reportOf(argv: readonly string[], io: Io): Omit<FailureReport, 'withEnd' | 'log'> {
  return { io, json: wantsJson(argv, io) };
}

function wantsJson(argv: readonly string[], { env }: Io): boolean {
  const isAsked = argv.some(
    (word, index) =>
      word === '--json' || word === '--output=json' || (word === 'json' && argv[index - 1] === '--output'),
  );
  return isAsked || env['UPGATES_DEV_OUTPUT'] === 'json' || /^(1|true|yes|on)$/i.test(env['UPGATES_DEV_JSON'] ?? '');
}

/** What the launcher calls. The process ends by itself when nothing is open any more, so that all output gets out. */
export async function start(): Promise<void> {
  const io = systemIo();
  const argv = process.argv.slice(2);
  hideArguments(argv, process);
  process.on('uncaughtException', (error) => void crash(error, argv, io));
  // A reader that has gone, as after `| head`, is no mistake; outputs that care listen themselves.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  process.exitCode = await main(argv, io);
  endIfStuck();
}

/** Something of ours that stays open must not keep the shell waiting. */
const STUCK_AFTER = 3000;

function endIfStuck(): void {
  setTimeout(() => process.exit(), STUCK_AFTER).unref();
}

/** A session listens itself, and cleans up before it tells; without one there is nothing to clean. */
async function crash(error: unknown, argv: readonly string[], io: Io): Promise<void> {
  if (process.listenerCount('uncaughtException') > 0) return;
  const { logOf } = await import('./crash-log.ts');
  process.exit(reportFailure(error, { ...reportOf(argv, io), withEnd: false, log: logOf(argv, io) }));
}
