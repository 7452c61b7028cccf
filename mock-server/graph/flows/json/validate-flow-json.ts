/**
 * The validation of a flow's JSON: what Meta's "Static validation errors" describe, each with its place in the text.
 * A flow with errors is kept, but cannot be published.
 */
import type { FlowError } from '../../../world/flows.js';
import { checkActions } from './check-actions.js';
import { checkComponents } from './check-components.js';
import { checkData } from './check-data.js';
import { checkRouting } from './check-routing.js';
import { checkStructure } from './check-structure.js';
import { readModel } from './flow-model.js';
import { findPlaces, type Place } from './places.js';
import { createReport, type Members, membersOf, type Problem, pointerPath, type Report } from './problem.js';
import { isKnownVersion } from './versions.js';

export interface ReadFlowJson {
  readonly errors: readonly FlowError[];
  /** `version` and `data_api_version`, as far as they are there. */
  readonly version?: string;
  readonly dataApiVersion?: string;
  /** Before 3.0 the endpoint stands in the JSON. */
  readonly dataChannelUri?: string;
}

const START: Place = { line_start: 1, line_end: 1, column_start: 1, column_end: 1 };

function parse(text: string): Members | undefined {
  try {
    return membersOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const errorOf = ({ error, message, path }: Problem, place: Place): FlowError => ({
  error,
  error_type: 'FLOW_JSON_ERROR',
  message,
  ...place,
  pointers: path.length === 0 ? [] : [{ ...place, path: pointerPath(path) }],
});

/** Without a version that there is, no other rule is known. */
function checkVersion({ version }: Members, report: Report): string | undefined {
  if (version === undefined) report.add('MISSING_FLOW_JSON_VERSION', 'Flow JSON version is not specified.', []);
  else if (typeof version !== 'string' || !isKnownVersion(version))
    report.add('INVALID_FLOW_JSON_VERSION', 'Invalid Flow JSON version.', ['version']);
  else return version;
  return undefined;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export function validateFlowJson(text: string): ReadFlowJson {
  const root = parse(text);
  if (!root)
    return {
      errors: [
        errorOf({ error: 'INVALID_FLOW_JSON', message: 'Flow JSON is not valid.', path: [], atKey: false }, START),
      ],
    };
  const report = createReport();
  const version = checkVersion(root, report);
  if (version !== undefined) {
    const model = readModel(root, version);
    for (const check of [checkStructure, checkComponents, checkActions, checkData, checkRouting]) check(model, report);
  }
  const { problems } = report;
  const places = problems.length === 0 ? [] : findPlaces(text, problems);
  const dataApiVersion = textOf(root.data_api_version);
  const dataChannelUri = textOf(root.data_channel_uri);
  return {
    errors: problems.map((problem, index) => errorOf(problem, places[index] ?? START)),
    ...(version !== undefined && { version }),
    ...(dataApiVersion !== undefined && { dataApiVersion }),
    ...(dataChannelUri !== undefined && { dataChannelUri }),
  };
}
