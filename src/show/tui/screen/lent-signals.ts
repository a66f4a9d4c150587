/**
 * While another program has the terminal, Ctrl-C and Ctrl-\ are typed into that program; the terminal tells them to the
 * whole group, so to us too. They are then no wish to end the session. Out: a function that puts everything back.
 */
const KEYS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];

export function ignoreSignalsOfKeys(): () => void {
  const ignore = (): void => undefined;
  const listeners = KEYS.map((signal) => [signal, process.listeners(signal)] as const);
  for (const [signal] of listeners) process.removeAllListeners(signal).on(signal, ignore);
  let isIgnoring = true;
  return () => {
    if (!isIgnoring) return;
    isIgnoring = false;
    for (const [signal, before] of listeners) {
      process.off(signal, ignore);
      for (const listener of before) process.on(signal, listener);
    }
  };
}
