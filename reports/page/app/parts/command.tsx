import { useRef, useState } from 'preact/hooks';

/** A command with a button that copies it; where the browser does not let it, it is selected instead. */
export function Command({ text }: { readonly text: string }) {
  const [news, setNews] = useState('');
  const code = useRef<HTMLElement>(null);
  const copy = () => {
    copied(text).then(
      () => setNews('Copied'),
      () => {
        if (code.current) getSelection()?.selectAllChildren(code.current);
        setNews('Selected: copy it with the keyboard');
      },
    );
  };
  return (
    <div class="command">
      <code ref={code}>{text}</code>
      <button type="button" onClick={copy}>
        Copy
      </button>
      <span role="status">{news}</span>
    </div>
  );
}

/** There is no clipboard where the page is not trusted. */
async function copied(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
