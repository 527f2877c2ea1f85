import { matching } from '../../../overview/filter.ts';
import { ordered, orderOf } from '../../../overview/order.ts';
import type { PageIndex } from '../../data/page-index.ts';
import { useKeys } from '../parts/use-keys.ts';
import { overviewLink, scenarioLink } from '../route.ts';

interface ScenarioNavigationProps {
  readonly scenarios: PageIndex['scenarios'];
  readonly number: number;
  readonly query: URLSearchParams;
}

/** The way back to the overview as it was left, and on to its neighbours there. */
export function ScenarioNavigation(props: ScenarioNavigationProps) {
  const { topic = '' } = props.scenarios[props.number] ?? {};
  return (
    <div class="scenario-navigation">
      <nav aria-label="Breadcrumbs">
        <ol>
          <li>
            <a href={overviewLink(props.query)}>Scenarios</a>
          </li>
          <li>
            <a href={overviewLink(new URLSearchParams({ topic }))}>{topic}</a>
          </li>
        </ol>
      </nav>
      <Neighbours {...props} />
    </div>
  );
}

function Neighbours({ scenarios, number, query }: ScenarioNavigationProps) {
  const list = ordered(scenarios, matching(scenarios, query), orderOf(query));
  const place = list.indexOf(number);
  const link = (at: number) => {
    const neighbour = place < 0 ? undefined : list[at];
    return neighbour === undefined ? undefined : scenarioLink(neighbour, query);
  };
  const [previous, next] = [link(place - 1), link(place + 1)];
  const go = (href: string | undefined) => () => {
    if (href !== undefined) location.hash = href;
  };
  useKeys({ '[': go(previous), ']': go(next) });
  return (
    <nav aria-label="Neighbours">
      <Neighbour href={previous} text="← Previous" shortcut="[" />
      {place >= 0 && (
        <span class="faint">
          {place + 1} of {list.length}
        </span>
      )}
      <Neighbour href={next} text="Next →" shortcut="]" />
    </nav>
  );
}

interface NeighbourProps {
  readonly href: string | undefined;
  readonly text: string;
  readonly shortcut: string;
}

function Neighbour({ href, text, shortcut }: NeighbourProps) {
  if (href === undefined) return <span class="faint">{text}</span>;
  return (
    <a href={href} aria-keyshortcuts={shortcut} title={`Key: ${shortcut}`}>
      {text}
    </a>
  );
}
