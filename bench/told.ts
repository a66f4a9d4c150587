/**
 * What the counting handler says of itself.
 */
export interface HandlerTold {
  readonly calls: number;
  /** Milliseconds of its own clock. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** Of the last body as it came, hex. */
  readonly lastSha: string;
}

/** `anew`: it then begins to count again. */
export async function askHandler(url: string, how: 'told' | 'anew'): Promise<HandlerTold> {
  const response = await fetch(new URL(`/${how}`, url), { signal: AbortSignal.timeout(5000) });
  const told: HandlerTold = JSON.parse(await response.text());
  return told;
}
