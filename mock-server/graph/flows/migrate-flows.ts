/**
 * `POST /{waba-id}/migrate_flows`: copies flows of another account of the same business. A copy keeps its name and
 * state; a name that is taken, or not there, is reported and the others go on.
 */
import { parameterError } from '../../errors/graph-error.js';
import { wabas } from '../../world/accounts.js';
import { type Flow, flows } from '../../world/flows.js';
import { textOf, textsOf } from '../given.js';
import { onObject } from '../on-object.js';
import { refuse, reply } from '../operation.js';
import { array, string } from '../parameters.js';
import { isFull, refuseName, refuseSize } from './flow-rules.js';

/** Meta, "Migrating Flows". */
const MOST_NAMES = 100;
const MIGRATION_ERROR = '4233041';

interface Failure {
  readonly source_name: string;
  readonly error_code: string;
  readonly error_message: string;
}

const failed = (name: string, why: string): Failure => ({
  source_name: name,
  error_code: MIGRATION_ERROR,
  error_message: `Flows Migration Error: ${why}`,
});

export const migrateFlows = onObject(
  wabas,
  {
    route: 'POST /{waba-id}/migrate_flows',
    about: {
      summary: 'Copies flows from another account of the business.',
      source: 'documented',
      test: 'test/conformance/flows.test.ts',
    },
    accepts: { source_waba_id: string({ required: true }), source_flow_names: array(string()) },
  },
  (destination, { parameters }, world, all) => {
    const source = all.get(textOf(parameters, 'source_waba_id') ?? '');
    const names = textsOf(parameters, 'source_flow_names');
    if (!source) return refuse(parameterError('Param source_waba_id is not a WhatsApp Business Account.'));
    if (source.businessId !== destination.businessId)
      return refuse(parameterError('Param source_waba_id must belong to the same business as the destination.'));
    if ((names?.length ?? 0) > MOST_NAMES)
      return refuse(parameterError(`Param source_flow_names must have at most ${MOST_NAMES} elements.`));
    const there = world
      .of(flows)
      .all()
      .filter(({ wabaId }) => wabaId === source.id);
    const wanted = names ? there.filter(({ name }) => names.includes(name)) : there;
    const unknown = (names ?? []).filter((name) => !there.some((flow) => flow.name === name));
    return reply(() => {
      const failures = unknown.map((name) => failed(name, 'Flow name not found in source WABA.'));
      const migrated: object[] = [];
      for (const flow of wanted) {
        const why = whyNot(flow);
        if (why !== undefined) failures.push(failed(flow.name, why));
        else {
          const copy = world.of(flows).add((id) => ({ ...flow, id, wabaId: destination.id, previewedAt: world.now() }));
          migrated.push({ source_name: flow.name, source_id: flow.id, migrated_id: copy.id });
        }
      }
      return { migrated_flows: migrated, failed_flows: failures };
    });

    function whyNot(flow: Flow): string | undefined {
      if (refuseName(flow.name, destination.id, world)) return 'Flow with the same name exists in destination WABA.';
      return (isFull(world) ?? refuseSize(flow.json?.text ?? '', 'file', world))?.message;
    }
  },
);
