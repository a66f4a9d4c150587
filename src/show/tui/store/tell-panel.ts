/**
 * Hands a stroke to the panel that is open, and puts what comes out into the user's view.
 */
import { reduceFaults } from '../faults/faults.ts';
import { reduceFilter } from '../filter/filter.ts';
import { reduceFixture } from '../fixture/fixture.ts';
import { reduceGaps } from '../gaps/gaps.ts';
import { reduceHealth } from '../health/health.ts';
import { reduceRecord } from '../record/record.ts';
import { reduceSearch } from '../detail/body/search.ts';
import { reduceShare } from '../share/share.ts';
import type { PanelNext, Stroke } from '../panel/panel.ts';
import { reducePolicy } from '../policy/policy.ts';
import { reduceTrigger } from '../trigger/trigger.ts';
import { knownWebhooks, reduceWebhooks } from '../webhooks/webhooks.ts';
import { faultsAtHand, healthScroll, triggerAtHand, type ScreenModel } from './model.ts';
import { said } from './messages.ts';
import type { Next } from './next.ts';
import { NO_OVERLAY, type Panel } from './overlay.ts';

export function tellPanel(panel: Panel, stroke: Stroke, model: ScreenModel): Next {
  const { ui, feed } = model;
  const told = reduce(panel, stroke, model);
  const {
    panel: next,
    wish,
    share,
    filter = ui.filter,
    shelf = ui.shelf,
    search = ui.search,
    reading = ui.reading,
    subject = ui.subject,
  } = told;
  const message = told.says === undefined ? ui.message : said(told.says, model.now);
  const shown = { ...ui, overlay: next ?? NO_OVERLAY, filter, shelf, search, reading, subject, message };
  return { feed, ui: shown, ...(wish && { wish }), ...(share && { share }) };
}

function reduce(panel: Panel, stroke: Stroke, model: ScreenModel): PanelNext<Panel> {
  switch (panel.kind) {
    case 'faults':
      return reduceFaults(panel, stroke, faultsAtHand(model));
    case 'filter':
      return reduceFilter(panel, stroke);
    case 'fixture':
      return reduceFixture(panel, stroke);
    case 'policy':
      return reducePolicy(panel, stroke);
    case 'record':
      return reduceRecord(panel, stroke);
    case 'search':
      return reduceSearch(panel, stroke);
    case 'share':
      return reduceShare(panel, stroke);
    case 'trigger':
      return reduceTrigger(panel, stroke, triggerAtHand(model));
    case 'webhooks':
      return reduceWebhooks(panel, stroke, knownWebhooks(model.session));
    case 'gaps':
      return reduceGaps(panel, stroke, model.session.gaps?.listing ?? null);
    case 'health':
      return reduceHealth(panel, stroke, healthScroll(model));
  }
}
