import { parseFields } from './event-format.ts';

/** Where things are in a page of the kernel's ring buffer (`events/header_page`). */
export interface PageLayout {
  readonly size: number;
  readonly commit: number;
  readonly data: number;
}

export function parsePageLayout(header: string): PageLayout {
  const fields = parseFields(header);
  const data = fields.get('data');
  const dataAt = data?.offset ?? 16;
  return { size: dataAt + (data?.size ?? 4_080), commit: fields.get('commit')?.offset ?? 8, data: dataAt };
}

/** Of the page's `commit` word: how much data there is, whether events before it were lost, whether it says how many. */
const COMMIT_MASK = 0x000f_ffff;
const MISSED = 0x8000_0000;
const MISSED_STORED = 0x4000_0000;

/** Values of an event's type_len (include/linux/ring_buffer.h); smaller ones are its length in words. */
const PADDING = 29;
const TIME_EXTEND = 30;
const TIME_STAMP = 31;
const TYPE_BITS = 5;
const DELTA_BITS = 27;
/** The absolute time has 59 bits, the five above are those of the time before (rb_fix_abs_ts). */
const STAMP_UNIT = 2 ** 59;

export interface PageSummary {
  readonly events: number;
  /** Events that were lost before this page; `NaN` where the kernel does not say how many. */
  readonly missed: number;
}

/**
 * Hands out the events of a page in order, each with its time in nanoseconds of the trace's clock and the place of its
 * data: `struct buffer_data_page` and `struct ring_buffer_event`, kernel/trace/ring_buffer.c, on a little-endian machine.
 */
export function readPage(
  page: Buffer,
  layout: PageLayout,
  onEvent: (timeNs: number, offset: number) => void,
): PageSummary {
  const commit = page.readUInt32LE(layout.commit);
  const end = Math.min(layout.data + (commit & COMMIT_MASK), page.length);
  let time = Number(page.readBigUInt64LE(0));
  let events = 0;
  for (let at = layout.data; at + 4 <= end;) {
    const word = page.readUInt32LE(at);
    const type = word & ((1 << TYPE_BITS) - 1);
    const delta = word >>> TYPE_BITS;
    if (type === PADDING && delta === 0) break;
    const next = at + sizeOf(page, at, type);
    if (type === TIME_STAMP) time = absolute(page, at, delta, time);
    else if (type !== PADDING) time += delta;
    if (type === TIME_EXTEND) time += page.readUInt32LE(at + 4) * 2 ** DELTA_BITS;
    if (type < PADDING) {
      events++;
      onEvent(time, at + (type === 0 ? 8 : 4));
    }
    at = next;
  }
  return { events, missed: missedBefore(page, commit, end) };
}

/** With its header, in bytes. */
function sizeOf(page: Buffer, at: number, type: number): number {
  if (type === TIME_EXTEND || type === TIME_STAMP) return 8;
  if (type === 0 || type === PADDING) return 4 + page.readUInt32LE(at + 4);
  return 4 + type * 4;
}

function absolute(page: Buffer, at: number, delta: number, before: number): number {
  const stamp = page.readUInt32LE(at + 4) * 2 ** DELTA_BITS + delta;
  return Math.floor(before / STAMP_UNIT) * STAMP_UNIT + stamp;
}

function missedBefore(page: Buffer, commit: number, end: number): number {
  if ((commit & MISSED) === 0) return 0;
  const stored = (commit & MISSED_STORED) !== 0 && end + 8 <= page.length;
  return stored ? Number(page.readBigUInt64LE(end)) : NaN;
}
