/** Asks an operation for its decision, after the checks that it declared: the shapes of its parameters. */
import { notSimulated } from '../errors/graph-error.js';
import type { World } from '../world/world.js';
import { type CallFacts, type Decision, type GraphRequest, type Operation, OTHER_CALL } from './operation.js';
import { parseParameters } from './parameters.js';

export const factsOf = (
  facts: Operation['facts'],
  parameters: GraphRequest['parameters'],
  ids: GraphRequest['ids'],
): CallFacts => facts?.(parameters, ids) ?? OTHER_CALL;

/** A decision that says nothing of the call by itself says what can be said of every such call. */
const withFacts = (decision: Decision, { facts }: Operation, { parameters, ids }: GraphRequest): Decision =>
  facts && decision.facts === OTHER_CALL ? { ...decision, facts: facts(parameters, ids) } : decision;

/** Whatever a call holds, it must not take the mock down: nested deeply enough, it breaks every walk over it. */
export function decide(operation: Operation, request: GraphRequest, world: World): Decision {
  try {
    if (!operation.accepts) return withFacts(operation.decide(request, world), operation, request);
    const { refusal, values } = parseParameters(operation.accepts, request.parameters);
    if (refusal) return { refusal, facts: factsOf(operation.facts, request.parameters, request.ids) };
    const typed = { ...request, parameters: { ...request.parameters, ...values } };
    return withFacts(operation.decide(typed, world), operation, request);
  } catch (error) {
    return { refusal: notSimulated(`this call (${String(error)})`), facts: OTHER_CALL };
  }
}
