/**
 * `graph.tls-failure`: no TLS handshake succeeds, and connections that Graph was called over are closed. It strikes only where
 * the mock serves HTTPS, and counts as having struck with the first handshake that failed. While it lasts nobody can connect,
 * and nobody can switch it off: unless told otherwise it ends after ten seconds.
 */
import { z } from 'zod';
import { duration } from '../../core/durations.js';
import type { FaultKind, PlatformFault } from './fault.js';
import type { Platform } from './platform.js';
import { ofActs } from './selection.js';

const parameters = z.strictObject({
  ...ofActs(),
  for: duration.default(10_000).describe('lasts at most so long'),
});

type Parameters = z.output<typeof parameters>;

export const graphTlsFailure: FaultKind<Parameters> = {
  name: 'graph.tls-failure',
  side: 'platform',
  summary:
    'TLS handshakes fail and connections are closed, where the mock serves HTTPS; on plain HTTP it never strikes.',
  models: 'An expired or missing certificate at the edge, or a broken middlebox (assumed).',
  parameters,
  example: { for: '5s' },
  create: (): PlatformFault<Platform> => ({
    side: 'platform',
    begin(platform, { fired }) {
      let count = 0;
      const undo = platform.refuseHandshakes?.(() => {
        count++;
        if (count === 1) fired('TLS handshakes fail');
      });
      return undo ?? (() => {});
    },
  }),
};
