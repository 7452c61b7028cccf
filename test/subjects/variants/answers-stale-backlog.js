// breaks: ignores-stale-backlog
// also: keeps-window — it never looks at how long ago the user wrote
// After an outage Meta brings what it has kept for days, and the bot answers all of it as if it had just been written: "we are
// looking into it" for a parcel that came last week. Seen where the time of receipt is taken for the time of writing.
import { createFreshness } from '../parts/freshness.js';
import { startSubject } from '../reference.js';

startSubject({ createFreshness: () => ({ ...createFreshness(), isStale: () => false, isWindowClosed: () => false }) });
