/**
 * The whole screen: header, rule, what is open, last lines. Reads the store and gives each view its part of the model;
 * the only place that listens to keys.
 */
import { Box } from 'ink';
import { useCallback, useState, useSyncExternalStore, type ReactElement } from 'react';
import { DetailView } from './detail/view.tsx';
import { FooterView } from './footer/view.tsx';
import { HeaderView } from './header/view.tsx';
import { HelpView } from './help/view.tsx';
import { FaultsView } from './faults/view.tsx';
import { createKeyReader } from './key-names.ts';
import { GapsView } from './gaps/view.tsx';
import { HealthView } from './health/view.tsx';
import { LeavingView } from './leaving/view.tsx';
import { FilterView } from './filter/view.tsx';
import { FixtureView } from './fixture/view.tsx';
import { Lines } from './lines.tsx';
import { ListView } from './list/view.tsx';
import { PolicyView } from './policy/view.tsx';
import { RecordPanelView } from './record/view.tsx';
import { ShareView } from './share/view.tsx';
import { TriggerView } from './trigger/view.tsx';
import { WebhooksView } from './webhooks/view.tsx';
import { tooSmallLines } from './waiting/lines.ts';
import { QuietView, StepsView } from './waiting/view.tsx';
import { hasList, isListInView, type RegularModel, type ScreenModel } from './store/model.ts';
import type { ScreenStore } from './store/screen-store.ts';
import type { Theme } from '../present/theme.ts';
import { useKeys } from './use-keys.ts';

export interface AppProps {
  readonly store: ScreenStore;
  readonly theme: Theme;
}

export function App({ store, theme }: AppProps): ReactElement {
  const model = useSyncExternalStore(store.subscribe, store.model);
  const [readKeys] = useState(createKeyReader);
  useKeys(useCallback((input: string) => readKeys(input).forEach(store.press), [readKeys, store]));
  if (!isRegular(model)) {
    const lines = tooSmallLines(model);
    return <Lines lines={lines} rows={lines.length} theme={theme} />;
  }
  return (
    <Box flexDirection="column">
      <HeaderView model={model} theme={theme} />
      <Body model={model} theme={theme} />
      <FooterView model={model} theme={theme} />
    </Box>
  );
}

function isRegular(model: ScreenModel): model is RegularModel {
  return model.layout.kind === 'regular';
}

function Body(props: { readonly model: RegularModel; readonly theme: Theme }): ReactElement {
  const { session, ui } = props.model;
  const { overlay } = ui;
  if (overlay.kind === 'help') return <HelpView {...props} scroll={overlay.scroll} />;
  if (overlay.kind === 'leaving') return <LeavingView {...props} />;
  if (session.phase !== 'ready') return <StepsView {...props} />;
  if (overlay.kind === 'faults') return <FaultsView {...props} panel={overlay} />;
  if (overlay.kind === 'trigger') return <TriggerView {...props} panel={overlay} />;
  if (overlay.kind === 'webhooks') return <WebhooksView {...props} panel={overlay} />;
  if (overlay.kind === 'gaps') return <GapsView {...props} panel={overlay} />;
  if (overlay.kind === 'health') return <HealthView {...props} panel={overlay} />;
  return (
    <>
      {isListInView(props.model) ? <ListView {...props} /> : null}
      <Lower {...props} />
    </>
  );
}

/** Below the list, or alone where there is none. */
function Lower(props: { readonly model: RegularModel; readonly theme: Theme }): ReactElement {
  const { overlay } = props.model.ui;
  if (overlay.kind === 'filter') return <FilterView {...props} panel={overlay} />;
  if (overlay.kind === 'fixture') return <FixtureView {...props} panel={overlay} />;
  if (overlay.kind === 'share') return <ShareView {...props} panel={overlay} />;
  if (overlay.kind === 'record') return <RecordPanelView {...props} panel={overlay} />;
  if (overlay.kind === 'policy') return <PolicyView {...props} panel={overlay} />;
  return hasList(props.model) ? <DetailView {...props} /> : <QuietView {...props} />;
}
