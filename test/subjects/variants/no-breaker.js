// breaks: opens-circuit
// Each message retries properly by itself, and nobody looks at the whole: in an outage every new message adds its own series
// of calls, and the rate of failing calls grows. Seen as the second outage that follows the first.
import { startSubject } from '../reference.js';

startSubject({ createBreaker: () => ({ enter: async () => {}, report() {} }) });
