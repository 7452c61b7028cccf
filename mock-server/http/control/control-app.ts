/**
 * The control plane: `/_waproof/…`, `/metrics` and a plain page at `/`. Issues commands to the mock and reads what it
 * recorded; the data plane (the Graph calls) never passes here. Loaded when first asked for: it is not on any hot path.
 */
import express, { type ErrorRequestHandler, type Express } from 'express';
import { UsageError } from '../../../core/usage-error.js';
import { appRoutes } from './apps.js';
import { clockRoutes } from './clock.js';
import type { ControlDeps } from './deps.js';
import { eventRoutes } from './events.js';
import { faultRoutes } from './faults.js';
import { featureRoutes } from './features.js';
import { flowRoutes } from './flows.js';
import { groupRoutes } from './groups.js';
import { numberNameRoutes } from './number-names.js';
import { numberRoutes } from './numbers.js';
import { observationRoutes } from './observations.js';
import { qrRoutes } from './qr.js';
import { templateRoutes } from './templates.js';
import { tokenRoutes } from './tokens.js';
import { userActRoutes } from './user-acts.js';
import { userOpinionRoutes } from './user-opinions.js';
import { userStatusRoutes } from './user-statuses.js';
import { userRoutes } from './users.js';
import { wabaRoutes } from './wabas.js';
import { webhookRoutes } from './webhooks.js';
import { worldRoutes } from './world.js';

/** Answers of the control API, right or wrong, are JSON; a mistake says what was received and what is accepted. */
const answerMistakes: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) return next(error);
  const status = error instanceof UsageError ? 400 : Number(error?.status) || 500;
  response.status(status).json({ error: error instanceof Error ? error.message : String(error) });
};

const LONGEST_WORLD = '128mb';

export function createControlApp(deps: ControlDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  // A whole world comes in one body, commands are short.
  app.post('/_waproof/world', express.json({ limit: LONGEST_WORLD }));
  app.use(express.json({ limit: '1mb' }));
  app.use('/_waproof', (_request, response, next) => {
    const answer = response.json.bind(response);
    response.json = (body: unknown) => {
      deps.commit?.();
      return answer(body);
    };
    next();
  });
  app.use('/_waproof', (_request, response, next) => {
    response.once('finish', deps.tellEvents);
    next();
    // Before the answer is out: whoever has it can count on what is pending.
    deps.tellEvents();
  });
  app.get('/_waproof/health', (_request, response) => {
    response.json({ status: 'ok', pendingDeliveries: deps.pendingDeliveries(), paused: deps.clock.state().isPaused });
  });
  app.use(
    '/_waproof',
    worldRoutes(deps),
    userRoutes(deps),
    userActRoutes(deps),
    userOpinionRoutes(deps),
    wabaRoutes(deps),
    faultRoutes(deps),
    numberRoutes(deps),
    observationRoutes(deps),
    qrRoutes(deps),
    tokenRoutes(deps),
    appRoutes(deps),
    templateRoutes(deps),
    flowRoutes(deps),
    groupRoutes(deps),
    featureRoutes(deps),
    numberNameRoutes(deps),
    userStatusRoutes(deps),
    eventRoutes(deps),
    clockRoutes(deps),
    webhookRoutes(deps),
  );
  app.get('/_waproof/ca.pem', (_request, response) => {
    const ca = deps.ca();
    if (ca === undefined)
      return void response.status(404).json({ error: 'this mock has no certificates: see --tls and --webhook-mtls' });
    response.type('application/x-pem-file').send(ca);
  });
  app.get('/metrics', async (_request, response) => {
    if (!deps.metrics) return void response.status(404).json({ error: 'no metrics are collected by this mock' });
    response.type(deps.metrics.contentType).send(await deps.metrics.render());
  });
  app.get('/', (_request, response) => {
    response.type('text/plain').send(deps.greeting());
  });
  app.use((request, response) => {
    response.status(404).json({ error: `nothing at ${request.method} ${request.path}; see GET /_waproof/health` });
  });
  app.use(answerMistakes);
  return app;
}
