/** Asks an operation for its decision, after the checks that it declared: the shapes of its parameters. */
import { notSimulated } from '../errors/graph-error.js';
import type { World } from '../world/world.js';
import { type CallFacts, type Decision, type GraphRequest, type Operation, OTHER_CALL } from './operation.js';
import { parseParameters } from './parameters.js';

export const factsOf = (facts: Operation['facts'], parameters: GraphRequest['parameters']): CallFacts =>
  facts?.(parameters) ?? OTHER_CALL;

/** Whatever a call holds, it must not take the mock down: nested deeply enough, it breaks every walk over it. */
export function decide(operation: Operation, request: GraphRequest, world: World): Decision {
  try {
    if (!operation.accepts) return operation.decide(request, world);
    const { refusal, values } = parseParameters(operation.accepts, request.parameters);
    if (refusal) return { refusal, facts: factsOf(operation.facts, request.parameters) };
    return operation.decide({ ...request, parameters: { ...request.parameters, ...values } }, world);
  } catch (error) {
    return { refusal: notSimulated(`this call (${String(error)})`), facts: OTHER_CALL };
  }
}
