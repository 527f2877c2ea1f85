import { render } from 'preact';
import './styles/page.css';
import { App } from './app.tsx';
import { openPage } from './open-page.ts';

const root = document.getElementById('app');
if (root) {
  openPage().then(
    ({ index, load }) => render(<App index={index} load={load} />, root),
    (error: unknown) => render(<p role="alert">This report cannot be opened: {String(error)}</p>, root),
  );
}
