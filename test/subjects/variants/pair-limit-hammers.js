// breaks: respects-pair-rate
// also: nothing-lost — its attempts are spent before the limit is over
// The pair limit (131056) is treated like any other throttle: tried again after half a second, then one, then two. Each try
// is refused, and for this error Meta asks to wait 4^n seconds. Seen as users who are blocked after a burst.
import { retry } from '../parts/waiting.js';
import { startSubject } from '../reference.js';

startSubject({ pairWait: ({ failure }) => retry(failure) });
