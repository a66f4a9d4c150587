/** What a client of the REST API would read of a thing, to look into without ceremony. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;

export function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}
