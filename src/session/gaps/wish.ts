/**
 * What may be asked about gaps, at the screen and at the control door: what the shop's last calls tell, what has changed
 * since, and that it be played to the handler. Part of `Intention`; nothing of it happens unasked but the first look.
 */
export type GapWish =
  /** What is known of each gap; those that are not judged yet cost one API call together. */
  | { readonly kind: 'check-gaps'; readonly dryRun: boolean }
  /** What has changed in the shop and never came here; one API call for each list and page. */
  | {
      readonly kind: 'list-missed';
      /** `2h` or a time: look from there on; null: the gaps of this session. */
      readonly since: string | null;
      /** At most so many of each list. */
      readonly pages: number;
      /** Only says the price. */
      readonly dryRun: boolean;
    }
  /** What was listed, sent to the handler. Keys, ids or event patterns; none: all that was not played yet. */
  | { readonly kind: 'play-missed'; readonly choice: readonly string[]; readonly dryRun: boolean };
