/** Whether this run must not do without: HALFCLOSE_REQUIRE is a list such as `netns,docker,toxiproxy,wire`. */
export function isRequired(what: 'netns' | 'docker' | 'toxiproxy' | 'wire'): boolean {
  return (process.env['HALFCLOSE_REQUIRE'] ?? '').split(',').includes(what);
}
