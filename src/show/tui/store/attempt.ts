/**
 * Reading history from the screen. It cannot be read at the end of a session, and when the disk fails: that leaves the screen
 * as it is, and the session tells the trouble.
 */
export function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
