/** Where an edge is specified: a link to that section of the RFC, which nothing follows but the reader. */
export function Source({ source, text = source }: { readonly source: string; readonly text?: string }) {
  const section = /^RFC 9293 section ([\d.]+)$/.exec(source)?.[1];
  if (section === undefined) return <>{source}</>;
  return (
    <a href={`https://www.rfc-editor.org/rfc/rfc9293#section-${section}`} rel="noreferrer">
      {text}
    </a>
  );
}
