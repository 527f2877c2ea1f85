import pino, { type Logger } from 'pino';

/** Toxiproxy's names of levels that pino calls otherwise. */
const OTHER_NAMES: Readonly<Record<string, string>> = { panic: 'fatal', disabled: 'silent' };

/**
 * One JSON object a line on stderr, as Toxiproxy writes it: level, time, message and fields.
 * @param level LOG_LEVEL: trace, debug, info (default), warn, error, fatal or disabled. Another is said and ignored, as
 *   in Toxiproxy: the variable may be meant for another program.
 */
export function createLog(level: string = process.env['LOG_LEVEL'] ?? 'info'): Logger {
  const name = OTHER_NAMES[level.toLowerCase()] ?? level.toLowerCase();
  const isKnown = name === 'silent' || Object.hasOwn(pino.levels.values, name);
  const log = pino(
    {
      level: isKnown ? name : 'info',
      messageKey: 'message',
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    // Written at once: the last lines before an end are those that matter.
    pino.destination({ dest: 2, sync: true }),
  );
  if (!isKnown) log.error(`unknown LOG_LEVEL value: "${level}"`);
  return log;
}
