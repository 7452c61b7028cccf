/**
 * How the management of flows refuses: code 100 or 139xxx with words for a person. Codes and titles are those of Meta's
 * "Flow Management API Error Codes"; the form follows a recorded answer (139000), the messages are assumed.
 */
import { type GraphError, graphError } from '../../errors/graph-error.js';

type FlowCode = 139001 | 139002 | 139003 | 139004 | 139006;

const MESSAGES: Readonly<Record<FlowCode, string>> = {
  139001: 'Updating attempt failed',
  139002: 'Publishing attempt failed',
  139003: 'Deprecating attempt failed',
  139004: 'Deleting attempt failed',
  139006: 'Metrics threshold is not reached',
};

export const flowError = (code: FlowCode, userTitle: string, userMessage: string): GraphError =>
  graphError(code, { message: MESSAGES[code], isTransient: false, userTitle, userMessage });

/** A parameter of a flow that Graph takes, but flows do not. */
export const flowParameterError = (userTitle: string, userMessage: string): GraphError =>
  graphError(100, { message: 'Invalid parameter', isTransient: false, userTitle, userMessage });
