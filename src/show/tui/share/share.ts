/**
 * The panel that takes a delivery along: to the terminal's clipboard or into a file. What is taken is made by those who
 * know how to take secrets out.
 */
import type { DeliveryDetail } from '../../../store/row.ts';
import { doDeed, moved, type Deeds, type PanelNext, type Stroke } from '../panel/panel.ts';

export type Shape = 'body' | 'curl' | 'address' | 'id' | 'json';

/** What is to be copied or exported. */
export interface ShareWish {
  readonly to: 'clipboard' | 'file';
  readonly shape: Shape;
  /** The delivery. */
  readonly id: string;
}

export interface Shared {
  readonly text: Uint8Array | string;
  /** Secrets were taken out of the body. */
  readonly isMasked: boolean;
}

/** What the screen is given to share deliveries with. */
export interface Sharing {
  /** Why a copy may not arrive in this terminal, as a sentence; null: nothing speaks against it. */
  readonly doubt: string | null;
  /** Without secrets. Throws `Failure` for what cannot be had. */
  shared(detail: DeliveryDetail, shape: Shape): Shared;
  /** Into a new file of the project; its name. Rejects with `Failure`. */
  save(detail: DeliveryDetail, shape: Shape, shared: Shared): Promise<string>;
}

export interface SharePanel extends Omit<ShareWish, 'shape'> {
  readonly kind: 'share';
  readonly event: string;
  readonly key: string;
  readonly cursor: number;
}

export interface ShareChoice {
  readonly shape: Shape;
  readonly words: string;
}

export const SHARE_CHOICES: Readonly<Record<ShareWish['to'], readonly ShareChoice[]>> = {
  clipboard: [
    { shape: 'body', words: 'as it came, without secrets' },
    { shape: 'curl', words: 'a command that sends the call to the handler again' },
    { shape: 'address', words: "the handler's" },
    { shape: 'id', words: 'for history show, replay and the others' },
  ],
  file: [
    { shape: 'json', words: 'the delivery and its attempts, as history export writes them' },
    { shape: 'curl', words: 'a shell script that sends the call to the handler again' },
    { shape: 'body', words: 'the body alone' },
  ],
};

export function openShare(
  to: ShareWish['to'],
  { id, event, key }: { readonly id: string; readonly event: string; readonly key: string },
): SharePanel {
  return { kind: 'share', to, id, event, key, cursor: 0 };
}

export function reduceShare(panel: SharePanel, stroke: Stroke): PanelNext<SharePanel> {
  return doDeed(DEEDS, panel, stroke);
}

const DEEDS: Deeds<SharePanel> = {
  up: (panel) => ({ panel: { ...panel, cursor: moved(panel.cursor, 'up', SHARE_CHOICES[panel.to].length) } }),
  down: (panel) => ({ panel: { ...panel, cursor: moved(panel.cursor, 'down', SHARE_CHOICES[panel.to].length) } }),
  close: () => ({ panel: null }),
  pick: ({ to, id, cursor }) => {
    const choice = SHARE_CHOICES[to][cursor];
    return { panel: null, ...(choice && { share: { to, id, shape: choice.shape } }) };
  },
};
