/**
 * What a person at the screen may ask of a session beside its calls: marks, the size of history, and the shop's webhooks.
 * Part of `Intention`; what is found stands in the snapshot afterwards, so that no key waits for shop or disk.
 */
export type UpkeepWish =
  /** Sets the user's mark on a delivery, or takes it away. */
  | { readonly kind: 'mark'; readonly id: string; readonly marked: boolean }
  /** How much history holds; the answer stands in `historySize`. */
  | { readonly kind: 'measure-history' }
  /** All of the shop's webhooks, one API call; the answer stands in `shopWebhooks`. */
  | { readonly kind: 'list-webhooks' }
  /** One more webhook of this session, removed with the others at its end; one API call. */
  | { readonly kind: 'create-webhook'; readonly event: string }
  | { readonly kind: 'switch-webhook'; readonly id: number; readonly active: boolean }
  | { readonly kind: 'delete-webhook'; readonly id: number };
