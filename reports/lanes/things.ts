import type { Lane, Mark, Span } from './lane.ts';

/** A span or a mark of a lane: what can be pointed at. */
export type Thing = {
  /** When it is, or begins. */
  readonly at: number;
  /** What it is, in few words. */
  readonly name: string;
  readonly words: string;
} & ({ readonly span: Span } | { readonly mark: Mark; readonly next: number | undefined });

/** All of a lane in order of time, a span before the marks that fall upon its beginning. `next`: the next mark's moment. */
export function thingsOf({ name, spans, marks }: Lane): Thing[] {
  const things = [
    ...spans.map((span): Thing => {
      const { from, label, words } = span;
      return { at: from.at, name: `${name} ${label}`, words, span };
    }),
    ...marks.map((mark, index): Thing => {
      const { at, label, words } = mark;
      return { at, name: `${name} ${label}`, words, mark, next: marks[index + 1]?.at };
    }),
  ];
  return things.sort((a, b) => a.at - b.at);
}

/** Whether an instant falls into it: into a span, or upon a mark. */
export function isLit(thing: Thing, instant: number | undefined): boolean {
  if (instant === undefined) return false;
  if ('mark' in thing) return thing.at === instant;
  return thing.span.from.at <= instant && instant < thing.span.to.at;
}
