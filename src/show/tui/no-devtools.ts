/**
 * Stands in for `react-devtools-core` in the bundle (see the `bundle` script): Ink asks for it when the environment says
 * DEV=true. It imports the default export and calls these two functions, so both must be there.
 */
const noDevtools: { readonly initialize: () => void; readonly connectToDevTools: () => void } = {
  initialize: () => undefined,
  connectToDevTools: () => undefined,
};

// oxlint-disable-next-line import/no-default-export -- Ink imports the default of the module that this replaces
export default noDevtools;
