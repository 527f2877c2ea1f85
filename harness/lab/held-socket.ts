import {
  checkOptionName,
  checkOptionValue,
  type OptionValue,
  type SettableOption,
  type SocketOption,
} from '../model/socket-options.ts';
import { LabSocket } from './lab-socket.ts';

/** A socket whose descriptor an agent holds, from the moment on at which an application has it. */
export class HeldSocket extends LabSocket {
  /** What the agent calls it; undefined for a connection that no application has accepted yet. */
  agentName: string | undefined;
  /** What looks call it as long as a descriptor refers to it; undefined where nobody has asked. */
  inode: number | undefined;
  /** When listen(2) has had it listen: between these moments on the harness's clock, in milliseconds. */
  readonly listens: { readonly from: number; readonly to: number }[] = [];

  /**
   * setsockopt(2). Raises UNKNOWN_OPTION or INVALID_OPTION for what is not an option or not its value, and
   * SYSCALL_FAILED with the errno where the kernel refuses: nothing that comes after would mean what it says.
   */
  async set<O extends SettableOption>(option: O, value: OptionValue<O>): Promise<void> {
    checkOptionValue(option, value);
    const socket = await this.lab.untilAccepted(this);
    this.lab.step(`${this.name}.set(${option}, ${JSON.stringify(value)})`);
    await this.host.request('setOption', { socket, option, value });
  }

  /** getsockopt(2). Errors as for `set`. `SO_ERROR` is `0` or an errno name, and is forgotten once it was read. */
  async get<O extends SocketOption>(option: O): Promise<OptionValue<O>> {
    checkOptionName(option);
    const socket = await this.lab.untilAccepted(this);
    const { value } = await this.host.request('getOption', { socket, option });
    return value as OptionValue<O>;
  }
}
