// breaks: nothing-lost
// also: recovers — what failed in the outage is never sent
// shows in: retry-after, first-proof
// The webhook was acknowledged, then the send meets a rate limit or an outage, the error is logged, and that was it:
// Meta will not deliver again what it takes for done. Seen as "no backoff on 429, message dropped".
import { startSubject } from '../reference.js';

startSubject({ retry: () => undefined });
