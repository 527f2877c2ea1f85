import { readFile } from 'node:fs/promises';
import { HalfcloseError } from '../../model/errors.ts';

/**
 * The text of Toxiproxy's configuration file: what `POST /populate` takes, which also says whether it makes sense.
 * Raises INVALID_CONFIG where it cannot be read or is no JSON.
 */
export async function readConfig(file: string): Promise<string> {
  try {
    const text = await readFile(file, 'utf8');
    JSON.parse(text);
    return text;
  } catch (error) {
    throw invalidConfig(file, (error as Error).message);
  }
}

export function invalidConfig(file: string, why: string): HalfcloseError {
  return new HalfcloseError('INVALID_CONFIG', `Config file ${file}: ${why}`, {
    hint: 'expected a JSON list of proxies: [{ "name": …, "listen": …, "upstream": …, "enabled": true }]',
  });
}
