// breaks: reuses-connections
// also: recovers-media — a mistake of the mock’s own, mended since: of a caller that hangs up at the last byte it said that the file was lost
// A new client for each call, and with it a new connection: in production a handshake of three round trips before every
// message, and ports that run out at a few hundred calls a second. Seen with `requests.post` and clients made per request.
import { connections } from '../parts/graph.js';
import { startSubject } from '../reference.js';

startSubject({ connections: { ...connections, pipelining: 0 } });
