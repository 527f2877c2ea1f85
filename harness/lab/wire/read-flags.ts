import { HalfcloseError } from '../../model/errors.ts';
import { TCP_FLAGS, type TcpFlag } from '../../model/segment.ts';

/** `'SYN ACK'`, `'FIN'`, or a list of flags. */
export type GivenFlags = string | readonly TcpFlag[];

/** Raises INVALID_OPTION, after the words `what`, for a flag that TCP does not have. */
export function readFlags(what: string, given: GivenFlags = []): TcpFlag[] {
  const words = typeof given === 'string' ? given.split(/[\s,+|]+/).filter(Boolean) : given;
  return words.map((word) => {
    const flag = TCP_FLAGS.find((known) => known === word.toUpperCase());
    if (flag) return flag;
    throw new HalfcloseError('INVALID_OPTION', `${what}: TCP has no flag \`${word}\``, {
      hint: `it has ${TCP_FLAGS.join(', ')}`,
    });
  });
}
