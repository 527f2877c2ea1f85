import { existsSync } from 'node:fs';

/** What a matcher said when it failed; an error of its own if it did not fail, or named no evidence that there is. */
export async function failureOf(expectation: Promise<void>): Promise<string> {
  try {
    await expectation;
  } catch (error) {
    const { message } = error as Error;
    const [, evidence = ''] = /^ {2}Evidence +(\S+)$/m.exec(message) ?? [];
    if (existsSync(evidence)) return message;
    throw new Error('the message names no file of evidence that is there', { cause: error });
  }
  throw new Error('the planted wrong expectation held');
}

/**
 * The message with all that differs from run to run taken out: addresses, ports, times, counts, what stands in the
 * timeline, how often the scenario has run, and the story, which tells what a look or a trace happened to show.
 */
export function stable(message: string): string {
  return message
    .replace(/(^ {4}(\+\d|… ).*\n)+/m, '    <timeline>\n')
    .replace(/^ {2}Story .*(\n {12}.*)*/m, '  Story     <story>')
    .replaceAll(/\d+(\.\d+){3}, fd[0-9a-f:]+/g, '<addresses>')
    .replaceAll(/\d+\.\d+\.\d+\.\d+:7000/g, '<address>:7000')
    .replaceAll(/\d+\.\d+\.\d+\.\d+:\d+/g, '<address>:<port>')
    .replaceAll(/every \d+ ms, \d+ looks/g, 'every <n> ms, <n> looks')
    .replaceAll(/; kernel trace (on|off).*/g, '')
    .replaceAll(/\S*\/(netns|docker)\/(\S*?)(-\d+)?\/evidence\.json/g, '<run>/<backend>/$2/evidence.json');
}

/** The lines of the timeline in a message, without their times. */
export function timelineOf(message: string): string[] {
  return message
    .split('\n')
    .filter((line) => /^ {4}\+\d/.test(line))
    .map((line) => line.replace(/^ {4}\+\d+ ms +/, ''));
}

/** What a message tells of the connections in plain words, on one line and without times. */
export function storyIn(message: string): string {
  const [story = ''] = /^ {2}Story .*(\n {12}.*)*/m.exec(message) ?? [];
  return story
    .replace(/^ *Story */, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(at|by) \+\d+ ms/g, '$1 <t>');
}
