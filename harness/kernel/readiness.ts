import { poll, type Interest } from './libc.ts';

type Waiter = { readonly want: keyof Interest; readonly wake: () => void };

/**
 * Waits, without a thread, until a call on a non-blocking descriptor may have something new to say. There is one poll
 * handle a descriptor, since libuv takes no second one; who is woken calls again, and waits again where that says EAGAIN.
 */
export class Readiness {
  readonly #fd: number;
  readonly #waiters = new Set<Waiter>();
  #handle: Disposable | undefined;

  constructor(fd: number) {
    this.#fd = fd;
  }

  /** True when it is worth calling again, false when `withinMs` are over first. */
  async until(want: keyof Interest, withinMs: number): Promise<boolean> {
    if (withinMs <= 0) return false;
    return new Promise((resolve) => {
      const end = (ready: boolean) => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
        this.#watch();
        resolve(ready);
      };
      const waiter = { want, wake: () => end(true) };
      const timer = setTimeout(() => end(false), withinMs);
      this.#waiters.add(waiter);
      this.#watch();
    });
  }

  /** Has to come before close(2): the event loop must not watch a number that may soon be another file's. */
  [Symbol.dispose](): void {
    this.#wakeAll();
  }

  #watch(): void {
    this.#handle?.[Symbol.dispose]();
    this.#handle = undefined;
    if (this.#waiters.size === 0) return;
    const wanted = (want: keyof Interest) => [...this.#waiters].some((waiter) => waiter.want === want);
    const interest = { readable: wanted('readable'), writable: wanted('writable') };
    this.#handle = poll(this.#fd, interest, () => this.#wakeAll());
  }

  #wakeAll(): void {
    for (const { wake } of [...this.#waiters]) wake();
  }
}
