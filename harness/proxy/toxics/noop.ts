import { defineToxic } from './toxic.ts';

/** Does nothing. */
export const noop = defineToxic({ goName: 'NoopToxic', attributes: {}, apply: () => ({}) });
