import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bindRequest, parametersRequest, readMessages, verdictRequest } from './netlink.ts';
import { packetMessage } from './fixtures/queue-messages.ts';

describe('requests, byte for byte as include/uapi/linux/netfilter/nfnetlink_queue.h has them', () => {
  test('a queue is bound', () => {
    expect(bindRequest(793).toString('hex')).toBe(
      // length, NFNL_SUBSYS_QUEUE and NFQNL_MSG_CONFIG, request and ack; queue 793; NFQNL_CFG_CMD_BIND
      '1c000000' + '0203' + '0500' + '0000000000000000' + '00000319' + '08000100' + '01000000',
    );
  });

  test('a queue gives whole packets, and room for so many', () => {
    expect(parametersRequest(1, 1_024).toString('hex')).toBe(
      '28000000' +
        ('0203' + '0500' + '0000000000000000' + '00000001') +
        ('09000200' + '0000ffff' + '02' + '000000') +
        ('08000300' + '00000400'),
    );
  });

  test('a verdict, with and without other bytes for the packet', () => {
    const head = '0103' + '0100' + '0000000000000000' + '00000001';
    expect(verdictRequest(1, 7, 'drop').toString('hex')).toBe(
      '20000000' + head + '0c000200' + '00000000' + '00000007',
    );
    expect(verdictRequest(1, 7, 'accept', Buffer.from('abcde')).toString('hex')).toBe(
      '2c000000' + head + '0c000200' + '00000001' + '00000007' + '09000a00' + '6162636465' + '000000',
    );
  });
});

describe('what a queue sends', () => {
  test('packets, several in one read', () => {
    const bytes = Buffer.concat([packetMessage(1, Buffer.from('one')), packetMessage(2, Buffer.from('two'))]);
    expect(readMessages(bytes)).toEqual([
      { kind: 'packet', id: 1, packet: Buffer.from('one') },
      { kind: 'packet', id: 2, packet: Buffer.from('two') },
    ]);
  });

  test('an errno', () => {
    const answer = Buffer.alloc(36);
    answer.writeUInt32LE(36, 0);
    answer.writeUInt16LE(2, 4);
    answer.writeInt32LE(-16, 16);
    expect(readMessages(answer)).toEqual([{ kind: 'answer', errno: 16 }]);
  });

  test('a packet that comes back is the one that was sent, whatever else its message tells', () => {
    const payload = fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes));
    const id = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(id, payload, (number, packet) => {
        expect(readMessages(packetMessage(number, packet))).toEqual([{ kind: 'packet', id: number, packet }]);
      }),
    );
  });
});
