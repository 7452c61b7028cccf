/**
 * `/_waproof/observations`: the newest observations as NDJSON, or a stream of what happens from now on (server-sent
 * events) for `Accept: text/event-stream`. A reader that cannot keep up is cut off rather than buffered without end.
 */
import { Router } from 'express';
import type { Observation } from '../../../core/observations.js';
import type { ControlDeps } from './deps.js';

/** Unsent bytes at which a slow reader is cut off. */
const LONGEST_BACKLOG_BYTES = 8 * 1_024 * 1_024;

export function observationRoutes({ recorder }: ControlDeps): Router {
  const router = Router();
  router.get('/observations', (request, response) => {
    if (!request.headers.accept?.includes('text/event-stream')) {
      const lines = recorder.recent().map((observation) => `${JSON.stringify(observation)}\n`);
      return void response.type('application/x-ndjson').send(lines.join(''));
    }
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(': observations from now on\n\n');
    const stop = recorder.subscribe((observation: Observation) => {
      response.write(`id: ${observation.id}\nevent: ${observation.kind}\ndata: ${JSON.stringify(observation)}\n\n`);
      if (response.writableLength > LONGEST_BACKLOG_BYTES) response.destroy();
    });
    response.on('close', stop);
  });
  return router;
}
