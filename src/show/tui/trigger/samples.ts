/**
 * What the trigger panel is given of fixtures, so that it need not know where they are: their names, the body that would be
 * sent, and what is wrong with a value that is to be set in it.
 */
export interface Samples {
  /** With a label: `Orders.create.emoji`; the user's own first. */
  names(): readonly { readonly name: string; readonly isOwn: boolean }[];
  /** What a trigger of this name sends; null where there is nothing under it. */
  body(name: string): string | null;
  /** A sentence against `orders.0.status_id=5`; null: nothing. Without a body only its form is looked at. */
  complaint(body: string | null, setting: string): string | null;
  readonly mostRecords: number;
  readonly mostCalls: number;
}
