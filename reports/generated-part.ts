/** A part of a page of the docs that a command makes, between two comments. */
export class GeneratedPart {
  readonly #begin: string;
  readonly #end: string;

  /** `name` stands in the comments; `command` is what makes it anew. */
  constructor(name: string, command: string) {
    this.#begin = `<!-- ${name}: begin; made by \`${command}\` -->`;
    this.#end = `<!-- ${name}: end -->`;
  }

  /** What stands there in a page; nothing where the page has no place for it. */
  in(page: string): string {
    return page.split(this.#begin)[1]?.split(this.#end)[0] ?? '';
  }

  /** The page with this text in the part's place. */
  put(page: string, text: string): string {
    const [before, rest] = page.split(this.#begin);
    const after = rest?.split(this.#end)[1];
    if (before === undefined || after === undefined)
      throw new Error(`the page has no place for it: ${this.#begin}`);
    return `${before}${this.#begin}\n\n${text}\n\n${this.#end}${after}`;
  }
}
