/**
 * `GET`, `POST` and `DELETE /{waba-id}/welcome_message_sequences`, for ads that open a chat. No ad exists here, so
 * `is_used_in_ad` stays false and the refusal of a sequence in use (4027012) cannot come. A list comes in `data`, as
 * every edge's does, where Meta's page shows a bare list. Limits of the texts are assumed.
 */
import { type GraphError, parameterError } from '../../errors/graph-error.js';
import { wabas } from '../../world/accounts.js';
import { type WelcomeSequence, welcomeSequences } from '../../world/welcome-sequences.js';
import type { World } from '../../world/world.js';
import type { NodeFields } from '../fields.js';
import { textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type About, change, refuse, reply } from '../operation.js';
import { array, object, string } from '../parameters.js';
import { readEdge } from '../read-edge.js';
import { refuseFull } from './shapes.js';

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/welcome-sequences.test.ts',
});

const notThere = (): GraphError =>
  parameterError('Could not load the sequence: it does not exist, or you have no permission to access it');

const sequenceOf = (world: World, wabaId: string, id: string): WelcomeSequence | undefined => {
  const sequence = world.of(welcomeSequences).get(id);
  return sequence?.wabaId === wabaId ? sequence : undefined;
};

const fieldsOf = ({ id, name, message }: WelcomeSequence): NodeFields => ({
  defaults: ['sequence_id', 'name', 'welcome_message_sequence', 'is_used_in_ad'],
  all: { sequence_id: id, name, welcome_message_sequence: message, is_used_in_ad: false },
});

export const getWelcomeSequences = onObject(
  wabas,
  {
    route: 'GET /{waba-id}/welcome_message_sequences',
    about: about('The welcome message sequences of an account, or one of them.'),
    accepts: { sequence_id: string(), app_id: string() },
  },
  (waba, request, world) => {
    const id = textOf(request.parameters, 'sequence_id');
    if (id !== undefined && !sequenceOf(world, waba.id, id)) return refuse(notThere());
    const own = world
      .of(welcomeSequences)
      .all()
      .filter((it) => it.wabaId === waba.id && (id === undefined || it.id === id));
    return readEdge('waba', own.map(fieldsOf), request);
  },
);

const shapes = {
  sequence_id: string(),
  name: string({ maxLength: 512 }),
  welcome_message_sequence: object(
    {
      text: string({ required: true, maxLength: 1_024 }),
      autofill_message: object({ content: string({ required: true, maxLength: 1_024 }) }),
      ice_breakers: array(object({ title: string({ required: true, maxLength: 80 }) }, { open: true })),
    },
    { open: true },
  ),
};

export const postWelcomeSequence = onObject(
  wabas,
  {
    route: 'POST /{waba-id}/welcome_message_sequences',
    about: about('Adds a welcome message sequence, or changes the one whose id is given.'),
    accepts: shapes,
  },
  (waba, { parameters }, world) => {
    const id = textOf(parameters, 'sequence_id');
    const name = textOf(parameters, 'name');
    const given = parameters.welcome_message_sequence;
    const message = given === undefined ? undefined : JSON.stringify(given);
    const all = world.of(welcomeSequences);
    if (id !== undefined)
      return sequenceOf(world, waba.id, id)
        ? change(() =>
            all.update(id, { ...(name !== undefined && { name }), ...(message !== undefined && { message }) }),
          )
        : refuse(notThere());
    if (name === undefined || name === '') return refuse(parameterError('The parameter name is required.'));
    if (message === undefined) return refuse(parameterError('The parameter welcome_message_sequence is required.'));
    if (all.isFull()) return refuseFull('welcome message sequences');
    return reply(() => ({ sequence_id: all.add((made) => ({ id: made, wabaId: waba.id, name, message })).id }));
  },
);

export const deleteWelcomeSequence = onObject(
  wabas,
  {
    route: 'DELETE /{waba-id}/welcome_message_sequences',
    about: about('Removes a welcome message sequence.'),
    accepts: { sequence_id: string({ required: true }) },
  },
  (waba, { parameters }, world) => {
    const id = textOf(parameters, 'sequence_id') ?? '';
    return sequenceOf(world, waba.id, id)
      ? change(() => void world.of(welcomeSequences).remove(id))
      : refuse(notThere());
  },
);
