import { describe, expect, test } from '@jest/globals';
import { touched, traced } from '../../harness/model/explanation/test-facts.ts';
import { detailsOf } from './details.ts';
import { crossed, rungOf } from './test-rungs.ts';

describe('all of it', () => {
  test('numbers as on the wire, both times, the faults in order', () => {
    const rung = rungOf(
      ...crossed(20, 'client', ['PSH', 'ACK'], { seq: 101, relativeSeq: 1, ack: 301, length: 5 }),
      touched(20.5, 'client', ['PSH', 'ACK'], 'dropped', { seq: 101, ack: 301, length: 5, fault: 'drop-1' }),
    );
    const told = Object.fromEntries(detailsOf(rung).map(({ what, values }) => [what, values]));
    expect(told).toMatchObject({
      From: ['client, 10.64.0.4:40000'],
      'Left client': ['+20.000 ms'],
      'Came to server': ['+20.020 ms'],
      'Sequence number': ['1 (101 on the wire)'],
      Acknowledgement: ['301 on the wire'],
      Window: ['512, before scaling'],
      'On the wire': ['+20.500 ms drop-1 dropped'],
      'Wireshark filter': ['tcp.srcport == 40000 && tcp.dstport == 7000 && tcp.seq_raw == 101'],
    });
    expect(told).not.toHaveProperty('Kernel’s trace');
  });

  test('of what only the trace told there are no numbers', () => {
    const details = detailsOf(rungOf(traced(31, 'server', 'reset-sent', 'NO_SOCKET'))).map(
      ({ what }) => what,
    );
    expect(details).toContain('Kernel’s trace');
    expect(details).not.toContain('Sequence number');
    expect(details).not.toContain('Wireshark filter');
  });
});
