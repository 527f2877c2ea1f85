import { defineToxic } from './toxic.ts';

/** Delays the end of the stream, FIN or RST, by `delay` milliseconds. */
export const slowClose = defineToxic({
  goName: 'SlowCloseToxic',
  attributes: { delay: { least: 0 } },
  apply: (link) => ({
    *pass(event) {
      if (event.kind === 'data') yield event;
      else {
        link.report('slow_close: delays the end');
        yield { ...event, at: event.at + link.attributes.delay };
      }
    },
  }),
});
