/** What stands behind the `?` in the part of the address behind `#`. */
export function queryOf(hash: string): URLSearchParams {
  const start = hash.indexOf('?');
  return new URLSearchParams(start < 0 ? '' : hash.slice(start));
}
