import { defineToxic } from './toxic.ts';

/**
 * Drops all data, and closes both legs `timeout` milliseconds after it began to apply, traffic or not.
 * 0: drops until it is removed. Its removal closes the connection, as in Toxiproxy: bytes are missing from it.
 */
export const timeout = defineToxic({
  goName: 'TimeoutToxic',
  attributes: { timeout: { least: 0 } },
  apply: (link) => {
    const close = () => {
      link.report('timeout: closed both ends');
      link.closeBothEnds();
    };
    return {
      *pass(event) {
        if (event.kind === 'data') link.report('timeout: drops data');
        else yield event;
      },
      run() {
        const { timeout } = link.attributes;
        if (timeout > 0) link.after(timeout, close);
      },
      removed: close,
    };
  },
});
