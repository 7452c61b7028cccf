/** Flows in JSON, as the tests of flows upload them. */

type Parts = Readonly<Record<string, unknown>>;

export const FLOWS = '/v23.0/200000000000001/flows';

export const footer = (action: Parts = { name: 'complete', payload: {} }, more: Parts = {}) => ({
  type: 'Footer',
  label: 'Done',
  'on-click-action': action,
  ...more,
});
export const heading = { type: 'TextHeading', text: 'Hello' };
export const goTo = (name: string, payload: Parts = {}) => ({
  name: 'navigate',
  next: { type: 'screen', name },
  payload,
});

export const screen = (id: string, children: readonly unknown[], more: Parts = {}) => ({
  id,
  title: 'Title',
  layout: { type: 'SingleColumnLayout', children },
  ...more,
});
export const lastScreen = (id = 'WELCOME', children: readonly unknown[] = [heading, footer()], more: Parts = {}) =>
  screen(id, children, { terminal: true, ...more });

export const flowOf = (screens: readonly unknown[], more: Parts = {}) => ({ version: '7.0', screens, ...more });

/** A flow that can be published as it is. */
export const soundFlow = flowOf([lastScreen()]);
/** A flow that asks an endpoint for its data. */
export const endpointFlow = flowOf([lastScreen()], {
  data_api_version: '3.0',
  routing_model: { WELCOME: [] },
});
