import type { Need } from './needs.ts';

/** Whether this run must not do without: HALFCLOSE_REQUIRE is a list such as `netns,docker,toxiproxy,wire,trace,capture,servers,conntrack,browser`. */
export function isRequired(what: 'netns' | 'docker' | 'browser' | Need): boolean {
  return (process.env['HALFCLOSE_REQUIRE'] ?? '').split(',').includes(what);
}
