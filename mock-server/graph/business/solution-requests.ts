/**
 * The requests between the two apps of a Multi-Partner Solution: accept or reject the partnership, ask for its end, agree
 * to that or not. The mock's token may speak for either app, so both sides can be played. Wordings of refusals: Meta's
 * OpenAPI file.
 */
import { type Solution, solutions } from '../../world/solutions.js';
import type { World } from '../../world/world.js';
import { selectNode } from '../fields.js';
import { textOf } from '../given.js';
import { missingField } from '../missing-object.js';
import { onObject } from '../on-object.js';
import { type About, type Decision, type GraphRequest, refuse, reply } from '../operation.js';
import { string } from '../parameters.js';
import { constantOf, graphTime } from './given.js';
import { idOf, oneOf, refuseParameter } from './shapes.js';
import {
  type Answered,
  accept,
  acceptDeactivation,
  reject,
  rejectDeactivation,
  sendDeactivation,
} from './solution-state.js';
import { solutionFields } from './solutions.js';

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/solutions.test.ts',
});

/** Takes a step when the solution is in a state for it, and answers what `answer` makes of the solution after it. */
function take(world: World, solution: Solution, step: Answered, answer: (after: Solution) => object): Decision {
  if ('refusal' in step) return refuse(step.refusal);
  return reply(() => {
    world.of(solutions).update(solution.id, step.changes);
    return answer({ ...solution, ...step.changes });
  });
}

/** The same, answering the solution itself with the fields that were asked for. */
function takeAndRead(world: World, solution: Solution, step: Answered, { parameters }: GraphRequest): Decision {
  const selected = selectNode(solutionFields(solution, world), parameters.fields);
  if ('refusal' in selected) return refuse(selected.refusal);
  if ('unknown' in selected) return refuse(missingField(selected.unknown, 'solution'));
  return take(world, solution, step, (after) => {
    const read = selectNode(solutionFields(after, world), parameters.fields);
    return 'node' in read ? read.node : {};
  });
}

export const acceptSolution = onObject(
  solutions,
  {
    route: 'POST /{solution-id}/accept',
    about: about('The partner accepts: the solution becomes active.'),
    accepts: { partner_app_id: idOf({ required: true }), log_session_id: string() },
  },
  (solution, { parameters }, world) =>
    take(world, solution, accept(solution, textOf(parameters, 'partner_app_id')), ({ id }) => ({
      solution_id: id,
      partner_status: 'ACCEPTED',
      success: true,
      message: 'Solution partnership accepted successfully',
      update_time: graphTime(world.now()),
    })),
);

export const rejectSolution = onObject(
  solutions,
  {
    route: 'POST /{solution-id}/reject',
    about: about('Rejects the partnership, or the wish to deactivate the solution.'),
    accepts: {
      request_type: oneOf(['PARTNERSHIP_REQUEST', 'DEACTIVATION_REQUEST'], { required: true }),
      rejection_reason: string({ maxLength: 500 }),
      partner_app_id: idOf(),
    },
  },
  (solution, { parameters }, world) => {
    const type = constantOf(parameters, 'request_type');
    const partner = textOf(parameters, 'partner_app_id');
    const step = type === 'PARTNERSHIP_REQUEST' ? reject(solution, partner) : rejectDeactivation(solution);
    return take(world, solution, step, ({ id }) => ({
      success: true,
      solution_id: id,
      rejected_request_type: type,
      rejection_timestamp: graphTime(world.now()),
      ...(partner !== undefined && { partner_app_id: partner }),
    }));
  },
);

export const sendDeactivationRequest = onObject(
  solutions,
  {
    route: 'POST /{solution-id}/send_deactivation_request',
    about: about('Asks the other app to deactivate the solution.'),
    accepts: { reason: string({ maxLength: 500 }) },
  },
  (solution, _request, world) =>
    take(world, solution, sendDeactivation(solution), ({ id, deactivationRequests }) => ({
      success: true,
      message: 'Deactivation request submitted successfully',
      request_id: `deactivation_req_${id}_${deactivationRequests}`,
    })),
);

export const acceptDeactivationRequest = onObject(
  solutions,
  {
    route: 'POST /{solution-id}/accept_deactivation_request',
    about: about('Agrees to the deactivation: it happens.'),
  },
  (solution, request, world) => takeAndRead(world, solution, acceptDeactivation(solution), request),
);

export const rejectDeactivationRequest = onObject(
  solutions,
  {
    route: 'POST /{solution-id}/reject_deactivation_request',
    about: about('Refuses the deactivation: the solution goes on.'),
    accepts: { reject_deactivation_request: { kind: 'boolean', required: true } },
  },
  (solution, request, world) =>
    request.parameters.reject_deactivation_request === true
      ? takeAndRead(world, solution, rejectDeactivation(solution), request)
      : refuseParameter('Param reject_deactivation_request must be true.'),
);
