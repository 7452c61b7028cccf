// breaks: honours-retry-after
// The waits are its own, exponential and spread by chance; what the answer says about when to come again is not read. Each
// early call counts against the limit again. Seen in bots that were throttled for hours.
import { retry } from '../parts/waiting.js';
import { startSubject } from '../reference.js';

startSubject({ retry: ({ retryAfterMs: _, ...failure }) => retry(failure) });
