/**
 * What befell the subject and the platform in a run, kind by kind and in order: rare things, kept whole. What the
 * subject did about them is for the checks.
 */
import type { Observation, ObservationKind, Observed } from '../../core/observations.js';

export interface Incidents {
  /** The token was taken away, or given anew. */
  readonly tokenChanges: readonly Observed<'token.changed'>[];
  /** Faults that act, each time they did. */
  readonly fired: readonly Observed<'fault.fired'>[];
  readonly starts: readonly Observed<'subject.started'>[];
  readonly exits: readonly Observed<'subject.exited'>[];
  /** Jumps of the platform's time. */
  readonly advances: readonly Observed<'clock.advanced'>[];
  /** Campaigns that the subject was told to send. */
  readonly campaigns: readonly Observed<'campaign.triggered'>[];
  /** Messages that were accepted and did not reach the user. */
  readonly failures: readonly Observed<'status.reached'>[];
}

export function gatherIncidents(observations: readonly Observation[]): Incidents {
  const of = <Kind extends ObservationKind>(kind: Kind) =>
    observations.filter((observation): observation is Observed<Kind> => observation.kind === kind);
  return {
    tokenChanges: of('token.changed'),
    fired: of('fault.fired'),
    starts: of('subject.started'),
    exits: of('subject.exited'),
    advances: of('clock.advanced'),
    campaigns: of('campaign.triggered'),
    failures: of('status.reached').filter(({ status }) => status === 'failed'),
  };
}
