/** `/_waproof/faults`: which faults are active, and switching them live. */
import { Router } from 'express';
import type { PlannedFault } from '../../../core/history.js';
import { nearest } from '../../../core/nearest.js';
import { UsageError } from '../../../core/usage-error.js';
import { bringIntoPlay, faults as catalogue, findFault } from '../../faults/catalogue.js';
import type { ControlDeps } from './deps.js';

/** `{"graph.error": {"code": 130429, "probability": 0.5}}`, as in a scenario. */
function planFault(body: unknown, number: number): PlannedFault {
  const entries = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  const [name, given] = entries[0] ?? [];
  if (entries.length !== 1 || name === undefined)
    throw new UsageError('expected one fault with its parameters, such as {"graph.error": {"code": 130429}}');
  const kind = findFault(name);
  if (!kind) {
    const near = nearest(name, Object.keys(catalogue));
    throw new UsageError(`unknown fault "${name}"${near ? `: did you mean ${near}?` : ''}`);
  }
  const parsed = kind.parameters.safeParse(given ?? {});
  if (!parsed.success)
    throw new UsageError(
      `${name} cannot be switched on:`,
      parsed.error.issues.map((issue) => `${issue.path.join('.') || 'parameters'}: ${issue.message}`),
    );
  return { id: `${name}#live-${number}`, name, parameters: parsed.data as Record<string, unknown> };
}

export function faultRoutes({ faults }: ControlDeps): Router {
  const router = Router();
  let count = 0;
  router.get('/faults', (_request, response) => {
    response.json({ active: faults.active().map(({ planned }) => planned) });
  });
  router.post('/faults', (request, response) => {
    const planned = planFault(request.body, ++count);
    faults.activate([...faults.active(), ...bringIntoPlay([planned])]);
    response.status(201).json(planned);
  });
  router.delete('/faults{/:id}', (request, response) => {
    const { id } = request.params;
    const kept = id === undefined ? [] : faults.active().filter(({ planned }) => planned.id !== id);
    if (id !== undefined && kept.length === faults.active().length)
      throw new UsageError(
        `no active fault has the id "${id}"; active: ${
          faults
            .active()
            .map(({ planned }) => planned.id)
            .join(', ') || 'none'
        }`,
      );
    faults.activate(kept);
    response.json({ success: true });
  });
  return router;
}
