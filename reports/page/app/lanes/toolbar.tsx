import './toolbar.css';

export type ScaleName = 'readable' | 'true';

const LEAST_ZOOM = 1 / 4;
const MOST_ZOOM = 256;

/** The zoom that a key leads to: `+` and `-` change it, `0` puts it back. `=` is `+` without Shift. */
export function zoomAfter(key: string, zoom: number): number {
  if (key === '+' || key === '=') return Math.min(zoom * 2, MOST_ZOOM);
  if (key === '-') return Math.max(zoom / 2, LEAST_ZOOM);
  return key === '0' ? 1 : zoom;
}

const SCALES = [
  [
    'readable',
    'Readable (widths are not times)',
    'Every change is visible: how wide something is drawn does not say how long it took',
  ],
  ['true', 'True to time', 'A millisecond is as long wherever it is'],
] as const;

const ZOOMS = [
  ['-', '−', 'Zoom out (−)'],
  ['+', '+', 'Zoom in (+)'],
] as const;

interface ToolbarProps {
  /** Unlike that of any other toolbar on the page. */
  readonly id: string;
  readonly scaleName: ScaleName;
  readonly onScale: (name: ScaleName) => void;
  readonly zoom: number;
  readonly onZoom: (zoom: number) => void;
}

export function Toolbar({ id, scaleName, onScale, zoom, onZoom }: ToolbarProps) {
  return (
    <div class="lanes-toolbar" role="group" aria-label="Scale of the lanes">
      {SCALES.map(([name, label, title]) => (
        <label key={name} title={title}>
          <input type="radio" name={id} checked={scaleName === name} onChange={() => onScale(name)} />
          {label}
        </label>
      ))}
      <span class="lanes-zoom">
        {ZOOMS.map(([key, sign, title]) => {
          const next = zoomAfter(key, zoom);
          return (
            <button
              key={key}
              type="button"
              {...{ title, 'aria-label': title, disabled: next === zoom }}
              onClick={() => onZoom(next)}
            >
              {sign}
            </button>
          );
        })}
        <output>{zoom * 100} %</output>
      </span>
    </div>
  );
}
