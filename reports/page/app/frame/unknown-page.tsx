import { overviewLink } from '../route.ts';

/** What is shown for an address that leads nowhere. */
export function UnknownPage({ what }: { readonly what: string }) {
  return (
    <>
      <h1>Not found</h1>
      <p role="alert">{what}</p>
      <p>
        <a href={overviewLink()}>All scenarios of this run</a>
      </p>
    </>
  );
}
