import net from 'node:net';
import * as z from 'zod/mini';
import type { Params } from '../model/protocol.ts';
import type { RawRequests } from '../model/raw-protocol.ts';
import {
  checkOptionValue,
  SOCKET_OPTIONS,
  type OptionValue,
  type SettableOption,
  type SocketOption,
} from '../model/socket-options.ts';

const socket = z.string().check(z.minLength(1));
const withinMs = z.number().check(z.minimum(0));
const port = z.int().check(z.minimum(0), z.maximum(65_535));
const literal = z.string().check(z.refine((text) => net.isIP(text) !== 0, 'not an IP address'));
const address = () => z.strictObject({ address: literal, port });
const oneSocket = () => z.strictObject({ socket });
const option = z.enum(Object.keys(SOCKET_OPTIONS) as [SocketOption, ...SocketOption[]]);

const setting = () =>
  z
    .strictObject({ socket, option: option as z.ZodMiniType<SettableOption>, value: z.custom<OptionValue>() })
    .check(z.refine(({ option: name, value }) => fits(name, value), 'the option does not take that value'));

function fits(name: string, value: unknown): boolean {
  try {
    checkOptionValue(name, value);
    return true;
  } catch {
    return false;
  }
}

/** What each operation on raw sockets takes. */
export const RAW_SCHEMAS: { readonly [O in keyof RawRequests]: () => z.ZodMiniType<Params<O>> } = {
  rawSocket: () => z.strictObject({ socket, family: z.enum(['ipv4', 'ipv6']) }),
  rawBind: () => z.strictObject({ socket, to: address() }),
  rawListen: () => z.strictObject({ socket, backlog: z.int().check(z.minimum(0)) }),
  rawAccept: () => z.strictObject({ socket, as: socket, withinMs }),
  rawConnect: () => z.strictObject({ socket, to: address(), withinMs }),
  rawDisconnect: oneSocket,
  rawSend: () => z.strictObject({ socket, base64: z.string(), withinMs, urgent: z.optional(z.boolean()) }),
  rawReceive: () => z.strictObject({ socket, length: z.int().check(z.minimum(1)), withinMs }),
  rawShutdown: () => z.strictObject({ socket, how: z.enum(['read', 'write', 'both']) }),
  rawClose: () => z.strictObject({ socket, withinMs, blocking: z.optional(z.boolean()) }),
  setOption: setting,
  getOption: () => z.strictObject({ socket, option }),
  abort: () => z.strictObject({ local: address(), peer: z.optional(address()) }),
};
