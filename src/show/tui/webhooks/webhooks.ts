/**
 * The panel of webhooks. In: what is known of them, keys. Out: which is chosen, what is about to be deleted or made, and
 * what the session is asked for. Deleting asks first; every act is one API call of a real shop.
 */
import { readOneEvent } from '../../../core/pattern.ts';
import type { SessionSnapshot, ShopWebhookView } from '../../../session/view.ts';
import { EMPTY_INPUT, textOf, type LineInput } from '../input/line-input.ts';
import { doDeed, moved, typedInto, type Deeds, type PanelNext, type Stroke } from '../panel/panel.ts';

export interface WebhooksPanel {
  readonly kind: 'webhooks';
  /** Of the chosen one; null: the first. An id, since the list changes under the eyes. */
  readonly chosen: number | null;
  readonly stage:
    | { readonly kind: 'choosing' }
    /** The question before one is deleted. */
    | { readonly kind: 'deleting'; readonly id: number }
    /** The event of a new one is being typed. */
    | { readonly kind: 'making'; readonly input: LineInput; readonly complaint: string | null };
}

const CHOOSING = { kind: 'choosing' } as const;

export const FIRST_WEBHOOKS: WebhooksPanel = { kind: 'webhooks', chosen: null, stage: CHOOSING };

/** What is known of one; before the shop was asked, of ours alone and less. */
export type KnownWebhook = Pick<ShopWebhookView, 'id' | 'event' | 'active' | 'owner'> & Partial<ShopWebhookView>;

/** Ours first, then those of other sessions, then everybody else's. */
export function knownWebhooks({ shopWebhooks = null, webhooks }: SessionSnapshot): readonly KnownWebhook[] {
  const known: readonly KnownWebhook[] =
    shopWebhooks?.list ?? webhooks.map((webhook) => ({ ...webhook, owner: 'ours' as const }));
  return known.toSorted((a, b) => OWNERS.indexOf(a.owner) - OWNERS.indexOf(b.owner) || a.id - b.id);
}

const OWNERS: readonly ShopWebhookView['owner'][] = ['ours', 'session', 'other'];

export function chosenIndex({ chosen }: WebhooksPanel, known: readonly KnownWebhook[]): number {
  return Math.max(
    0,
    known.findIndex(({ id }) => id === chosen),
  );
}

export function reduceWebhooks(
  panel: WebhooksPanel,
  stroke: Stroke,
  known: readonly KnownWebhook[],
): PanelNext<WebhooksPanel> {
  switch (panel.stage.kind) {
    case 'choosing':
      return choose(panel, stroke, known);
    case 'deleting':
      return confirm(panel, stroke, panel.stage.id);
    case 'making':
      return make(panel, stroke, panel.stage.input);
  }
}

const NONE = 'There is no webhook here: n makes one, r asks the shop.';

function choose(panel: WebhooksPanel, stroke: Stroke, known: readonly KnownWebhook[]): PanelNext<WebhooksPanel> {
  const index = chosenIndex(panel, known);
  const chosen = known[index];
  const to = (way: 'up' | 'down'): PanelNext<WebhooksPanel> => ({
    panel: { ...panel, chosen: known[moved(index, way, known.length)]?.id ?? null },
  });
  const deeds: Deeds<WebhooksPanel> = {
    up: () => to('up'),
    down: () => to('down'),
    pick: () =>
      chosen === undefined
        ? { panel, says: NONE }
        : { panel, wish: { kind: 'switch-webhook', id: chosen.id, active: !chosen.active } },
    'delete-webhook': () =>
      chosen === undefined
        ? { panel, says: NONE }
        : { panel: { ...panel, stage: { kind: 'deleting', id: chosen.id } } },
    'new-webhook': () => ({ panel: { ...panel, stage: { kind: 'making', input: EMPTY_INPUT, complaint: null } } }),
    'list-webhooks': () => ({ panel, wish: { kind: 'list-webhooks' } }),
    close: () => ({ panel: null }),
  };
  return doDeed(deeds, panel, stroke);
}

function confirm(panel: WebhooksPanel, stroke: Stroke, id: number): PanelNext<WebhooksPanel> {
  const back = { ...panel, stage: CHOOSING };
  return doDeed(
    { agree: () => ({ panel: back, wish: { kind: 'delete-webhook', id } }), close: () => ({ panel: back }) },
    panel,
    stroke,
  );
}

function make(panel: WebhooksPanel, stroke: Stroke, input: LineInput): PanelNext<WebhooksPanel> {
  const typed = typedInto(input, stroke);
  if (typed !== null) return { panel: { ...panel, stage: { kind: 'making', input: typed, complaint: null } } };
  const back = { ...panel, stage: CHOOSING };
  const reading = readOneEvent(textOf(input));
  const pick = (): PanelNext<WebhooksPanel> => {
    if (reading.kind === 'event') return { panel: back, wish: { kind: 'create-webhook', event: reading.event } };
    const complaint = `${reading.sentence} ${reading.hint}`.trim();
    return { panel: { ...panel, stage: { kind: 'making', input, complaint } } };
  };
  return doDeed({ close: () => ({ panel: back }), pick }, panel, stroke);
}
