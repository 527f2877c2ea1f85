import type { Evidence } from '../../harness/model/evidence.ts';

export interface SourceLine {
  readonly number: number;
  readonly parts: readonly SourcePart[];
  readonly mark: 'failed' | 'declared' | undefined;
}

interface SourcePart {
  readonly kind: 'plain' | 'comment' | 'string' | 'keyword';
  readonly text: string;
}

/** A scenario's file line by line; empty where the evidence has none. */
export function sourceLines({ scenario, failedAt }: Pick<Evidence, 'scenario' | 'failedAt'>): SourceLine[] {
  const { source, line: declaredAt } = scenario;
  if (source === undefined) return [];
  let inComment = false;
  return source
    .replace(/\n$/, '')
    .split(/\r?\n/)
    .map((text, index) => {
      const number = index + 1;
      const parts = partsOf(text, inComment);
      inComment = endsInComment(text, inComment);
      const mark = number === failedAt?.line ? 'failed' : number === declaredAt ? 'declared' : undefined;
      return { number, parts, mark };
    });
}

/** What ends a line's comment is looked for in the line alone: a string with a comment's mark in it is rare enough. */
function endsInComment(text: string, inComment: boolean): boolean {
  return inComment ? !text.includes('*/') : /^\s*\/\*(?!.*\*\/)/.test(text);
}

const WORDS = 'async|await|const|else|export|for|from|function|if|import|let|new|of|return|throw|type|void';
const TOKEN = new RegExp(
  String.raw`(?<comment>\/\/.*|\/\*.*?(?:\*\/|$))|(?<string>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|\`(?:\\.|[^\`\\])*\`)|(?<keyword>\b(?:${WORDS})\b)`,
  'g',
);

function partsOf(text: string, inComment: boolean): SourcePart[] {
  if (inComment) return [{ kind: 'comment', text }];
  const parts: SourcePart[] = [];
  let end = 0;
  for (const found of text.matchAll(TOKEN)) {
    if (found.index > end) parts.push({ kind: 'plain', text: text.slice(end, found.index) });
    parts.push({ kind: kindOf(found.groups ?? {}), text: found[0] });
    end = found.index + found[0].length;
  }
  return end < text.length ? [...parts, { kind: 'plain', text: text.slice(end) }] : parts;
}

function kindOf(groups: Readonly<Record<string, string | undefined>>): SourcePart['kind'] {
  if (groups.comment !== undefined) return 'comment';
  return groups.string === undefined ? 'keyword' : 'string';
}
