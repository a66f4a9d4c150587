/**
 * The whole screen: header, rule, what is open, last lines. Reads the store and gives each view its part of the model;
 * the only place that listens to keys.
 */
import { Box, useInput } from 'ink';
import { useSyncExternalStore, type ReactElement } from 'react';
import { DetailView } from './detail/view.tsx';
import { FooterView } from './footer/view.tsx';
import { HeaderView } from './header/view.tsx';
import { HelpView } from './help/view.tsx';
import { keyNames } from './key-names.ts';
import { LEAST } from './layout.ts';
import { LeavingView } from './leaving/view.tsx';
import { Lines } from './lines.tsx';
import { ListView } from './list/view.tsx';
import { tooSmallLines } from './waiting/lines.ts';
import { QuietView, StepsView } from './waiting/view.tsx';
import type { RegularModel, ScreenModel } from './store/model.ts';
import type { ScreenStore } from './store/screen-store.ts';
import type { Theme } from '../present/theme.ts';

export interface AppProps {
  readonly store: ScreenStore;
  readonly theme: Theme;
}

export function App({ store, theme }: AppProps): ReactElement {
  const model = useSyncExternalStore(store.subscribe, store.model);
  useInput((input, key) => {
    for (const name of keyNames(input, key)) store.press(name);
  });
  if (!isRegular(model)) {
    return <Lines lines={tooSmallLines(model.columns, LEAST)} rows={3} theme={theme} />;
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
  const { session, ui, feed } = props.model;
  if (ui.overlay === 'help') return <HelpView {...props} />;
  if (ui.overlay === 'leaving') return <LeavingView {...props} />;
  if (session.phase !== 'ready') return <StepsView {...props} />;
  if (feed.entries.length === 0) return <QuietView {...props} />;
  return (
    <>
      {ui.isDetailFull ? null : <ListView {...props} />}
      <DetailView {...props} />
    </>
  );
}
