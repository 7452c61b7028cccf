/**
 * `/_waproof/faults`: which faults are active, and switching them live. One fault a command, in the words of a scenario;
 * its end is a parameter like the others: `{"graph.error": {"code": 130429, "for": "30s"}}`. Switched off by id or by name. What a scenario plays beside
 * is left alone until its next phase, which makes exactly its own faults active.
 */
import { Router } from 'express';
import type { PlannedFault } from '../../../core/history.js';
import { nearest } from '../../../core/nearest.js';
import { UsageError } from '../../../core/usage-error.js';
import type { FaultBoard, FaultState } from '../../faults/board.js';
import { bringIntoPlay, faults as catalogue, type FaultEntry, findFault } from '../../faults/catalogue.js';
import type { ControlDeps } from './deps.js';

const EXAMPLE = '{"graph.error": {"code": 130429, "for": "30s"}}';
/** Whoever switches more on at once has lost count. */
const MOST_ACTIVE = 100;

function splitBody(body: unknown): { kind: FaultEntry; given: unknown } {
  const entries = typeof body === 'object' && body !== null && !Array.isArray(body) ? Object.entries(body) : [];
  const [name, given] = entries[0] ?? [];
  if (entries.length !== 1 || name === undefined) {
    const hint = entries.length > 1 ? '; all that is said of it, its end as well, goes into the parameters' : '';
    throw new UsageError(`expected one fault with its parameters, such as ${EXAMPLE}${hint}`);
  }
  const kind = findFault(name);
  if (kind) return { kind, given };
  const near = nearest(name, Object.keys(catalogue));
  const known = near ? `did you mean ${near}?` : `expected one of ${Object.keys(catalogue).join(', ')}`;
  throw new UsageError(`unknown fault "${name}": ${known}`);
}

/** `{"graph.error": {"code": 130429, "probability": 0.5}}`, as in a scenario. */
function planFault(body: unknown, number: number, faults: FaultBoard): PlannedFault {
  const {
    kind: { name, side, parameters },
    given,
  } = splitBody(body);
  const parsed = parameters.safeParse(given ?? {});
  if (!parsed.success)
    throw new UsageError(
      `${name} cannot be switched on, see waproof faults ${name}:`,
      parsed.error.issues.map((issue) => `${issue.path.join('.') || 'parameters'}: ${issue.message}`),
    );
  if (!faults.reaches(side))
    throw new UsageError(`${name} needs a subject that waproof started: waproof run … --exec "node bot.js"`);
  return { id: `${name}#live-${number}`, name, parameters: parsed.data as Record<string, unknown> };
}

const isOver = ({ endsInMs }: FaultState): boolean => endsInMs === 0;

const shown = ({ planned, strikes, beginsInMs, endsInMs }: FaultState) => ({
  ...planned,
  strikes,
  ...(beginsInMs > 0 && { beginsInMs }),
  ...(endsInMs !== undefined && { endsInMs }),
});

export function faultRoutes({ faults }: ControlDeps): Router {
  const router = Router();
  let count = 0;

  /** What was switched on here goes off the board when its time is over. */
  function states(): readonly FaultState[] {
    const all = faults.states();
    const over = new Set(all.filter((it) => isOver(it) && it.planned.id.includes('#live-')).map((it) => it.planned.id));
    if (over.size > 0) faults.activate(faults.active().filter(({ planned }) => !over.has(planned.id)));
    return all.filter(({ planned }) => !over.has(planned.id));
  }

  router.get('/faults', (_request, response) => {
    response.json({ active: states().map(shown) });
  });
  router.post('/faults', (request, response) => {
    if (states().length >= MOST_ACTIVE)
      throw new UsageError(`${MOST_ACTIVE} faults are active: switch some off with DELETE /_waproof/faults`);
    const planned = planFault(request.body, ++count, faults);
    faults.activate([...faults.active(), ...bringIntoPlay([planned])]);
    response.status(201).json(planned);
  });
  router.delete('/faults{/:id}', (request, response) => {
    const { id } = request.params;
    const isMeant = ({ planned }: { readonly planned: PlannedFault }) =>
      id === undefined || planned.id === id || planned.name === id;
    const active = states();
    if (id !== undefined && !active.some(isMeant)) {
      const ids = active.map(({ planned }) => planned.id);
      throw new UsageError(`no active fault has the id or name "${id}"; active: ${ids.join(', ') || 'none'}`);
    }
    faults.activate(faults.active().filter((fault) => !isMeant(fault)));
    response.json({ success: true });
  });
  return router;
}
