// breaks: reuses-connections
// A new client for each call, and with it a new connection: in production a handshake of three round trips before every
// message, and ports that run out at a few hundred calls a second. Seen with `requests.post` and clients made per request.
import { connections } from '../parts/graph.js';
import { startSubject } from '../reference.js';

startSubject({ connections: { ...connections, pipelining: 0 } });
