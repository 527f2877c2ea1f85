import { randomInt } from 'node:crypto';
import { builtFile } from '../backend/package-files.ts';
import { HalfcloseError } from '../model/errors.ts';
import { EXIT_FAILED } from '../model/exit-codes.ts';
import { soak, type SoakResult } from '../soak/soak.ts';

export interface SoakProxyOptions {
  readonly seconds: string;
  readonly connections: string;
  readonly seed?: string;
  readonly json?: true;
}

/** Every control call has to be answered before. */
const ANSWER_LIMIT_MS = 100;

/** `halfclose soak proxy`: exit code 1 where a byte, a descriptor or the proxy was lost, or an answer came late. */
export async function soakProxy(options: SoakProxyOptions): Promise<void> {
  const seed = options.seed === undefined ? randomInt(2 ** 31) : wholeNumber('--seed', options.seed, 0);
  process.stderr.write(`seed ${String(seed)}\n`);
  const result = await soak({
    program: builtFile('cli.js'),
    seconds: wholeNumber('--seconds', options.seconds, 1),
    connections: wholeNumber('--connections', options.connections, 1),
    seed,
  });
  const failures = failuresOf(result);
  const { connections, whole, changed, cut, lost, bytes, calls, answerMs, leaked } = result;
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ soak: 'proxy', ...result, failures }, undefined, 2)}\n`
      : `${String(connections)} connections: ${String(whole)} whole, ${String(changed)} changed, ${String(cut)} cut, ${String(lost.length)} lost; ` +
          `${String(bytes)} bytes; ${String(calls)} control calls, median ${String(answerMs.median)} ms, ` +
          `slowest ${String(answerMs.most)} ms; ${String(leaked)} descriptors leaked\n` +
          failures.map((failure) => `FAILED: ${failure}\n`).join(''),
  );
  if (failures.length > 0) process.exitCode = EXIT_FAILED;
}

function failuresOf({ lost, hung, leaked, exitCode, answerMs }: SoakResult): string[] {
  return [
    ...(lost.length > 0 ? [`bytes lost on connections ${lost.join(', ')}`] : []),
    ...(hung.length > 0 ? [`connections ${hung.join(', ')} did not end`] : []),
    ...(leaked > 0 ? [`${String(leaked)} descriptors leaked`] : []),
    ...(exitCode === 0 ? [] : [`the proxy ended with ${String(exitCode)}`]),
    ...(answerMs.most < ANSWER_LIMIT_MS ? [] : [`an answer took ${String(answerMs.most)} ms`]),
  ];
}

function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
  throw new HalfcloseError(
    'INVALID_OPTION',
    `Expected ${option} to be a whole number from ${String(least)}, got \`${text}\``,
  );
}
