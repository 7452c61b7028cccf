/** The valid request, its variants, and a read of all fields: each must be answered 2xx, as the file's schema says. */
import { callOf, type ValidRequest } from './bad-requests.js';
import { type CheckAnswer, type Mismatch, named } from './check-answer.js';
import type { ApiDocument, ApiOperation } from './document.js';
import type { Graph } from './graph.js';
import type { Staged } from './stage.js';

const SHOWN = 160;
export const NOT_SIMULATED = 'not simulated';

export async function judgeAnswers(
  document: ApiDocument,
  check: CheckAnswer,
  operation: ApiOperation,
  { graph, valid, variants, notAsked }: Staged,
): Promise<readonly Mismatch[]> {
  const judge = (request: ValidRequest) => judgeAnswer(check, operation, request, graph);
  const answer = await judge(valid);
  if (answer.some(({ aspect }) => aspect === NOT_SIMULATED)) return answer;
  const found = [...named('the answer', answer)];
  for (const [title, body] of Object.entries(variants))
    found.push(...named(`the answer to "${title}"`, await judge({ ...valid, body })));
  const fields = fieldsOf(document, operation).filter((name) => !notAsked.includes(name));
  return [...found, ...(await judgeFields(fields, judge, valid))];
}

async function judgeAnswer(
  check: CheckAnswer,
  operation: ApiOperation,
  request: ValidRequest,
  graph: Graph,
): Promise<readonly Mismatch[]> {
  const { status, text, json } = await graph.call(callOf(operation, request));
  if (status === 501) return [{ aspect: NOT_SIMULATED, text: 'is not simulated' }];
  if (status < 200 || status > 299) return [{ aspect: 'accepted', text: `${status} ${text.slice(0, SHOWN)}` }];
  const schema = operation.answers.get(200);
  if (schema === undefined) return [];
  if (json === undefined) return [{ aspect: 'json', text: `no JSON: ${text.slice(0, SHOWN)}` }];
  const { data } = json as { data?: unknown };
  if (operation.method === 'GET' && Array.isArray(data) && data.length === 0)
    return [{ aspect: 'empty', text: 'is an empty list, in which nothing can be checked' }];
  return check(schema, json);
}

/** All fields that the answer's schema has, of an object or of the objects in a list. */
function fieldsOf({ follow }: ApiDocument, { query, answers, method }: ApiOperation): readonly string[] {
  const answer = answers.get(200);
  if (method !== 'GET' || answer === undefined || !query.some(({ name }) => name === 'fields')) return [];
  const { properties = {} } = follow(answer);
  const items = properties.data && follow(properties.data).items;
  return Object.keys((items ? follow(items).properties : properties) ?? {});
}

/** Fields that the mock does not know are named one by one. */
async function judgeFields(
  fields: readonly string[],
  judge: (request: ValidRequest) => Promise<readonly Mismatch[]>,
  valid: ValidRequest,
): Promise<readonly Mismatch[]> {
  const unknown: Mismatch[] = [];
  let wanted = fields;
  while (wanted.length > 0) {
    const found = await judge({ ...valid, query: { ...valid.query, fields: wanted.join() } });
    const [, missing] = /nonexisting field \((\w+)\)/.exec(found[0]?.text ?? '') ?? [];
    if (missing === undefined || !wanted.includes(missing)) return [...unknown, ...named('all fields', found)];
    unknown.push({ aspect: `field ${missing}`, text: `there is no field ${missing}` });
    wanted = wanted.filter((name) => name !== missing);
  }
  return unknown;
}
