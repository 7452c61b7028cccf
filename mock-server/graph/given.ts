/** Parameters in their own types, once their declared shapes have been checked; `undefined`: not given. */
import type { GraphRequest } from './operation.js';

type Parameters = GraphRequest['parameters'];

export function textOf(parameters: Parameters, name: string): string | undefined {
  const value = parameters[name];
  return typeof value === 'string' ? value : undefined;
}

export function flagOf(parameters: Parameters, name: string): boolean | undefined {
  const value = parameters[name];
  return typeof value === 'boolean' ? value : undefined;
}

/** An object whose members were checked. */
export function objectOf(parameters: Parameters, name: string): Parameters | undefined {
  const value = parameters[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Parameters) : undefined;
}

/** A list whose elements were checked to be objects. */
export function objectsOf(parameters: Parameters, name: string): readonly Parameters[] | undefined {
  const value = parameters[name];
  return Array.isArray(value) ? (value as readonly Parameters[]) : undefined;
}

/** A list whose elements were checked to be texts. */
export function textsOf(parameters: Parameters, name: string): readonly string[] | undefined {
  const value = parameters[name];
  return Array.isArray(value) ? (value as readonly string[]) : undefined;
}
