/**
 * `/_waproof/clock`: the platform's time, and taking it in hand: `{"pause": true}`, `{"resume": true}`, `{"rate": 60}`,
 * `{"advance": "25h"}`. An advance answers when everything due in it has happened and been delivered; with `"async": true`
 * at once. Forward only. Sockets stay in real time.
 */
import { Router } from 'express';
import { z } from 'zod';
import { parseDuration } from '../../../core/durations.js';
import type { ClockCommands } from '../clock-commands.js';
import type { ControlDeps } from './deps.js';
import { parseBody } from './parse-body.js';

/** Further than any life on the platform, and still a date. */
const LONGEST_ADVANCE_MS = 3_650 * 86_400_000;
/** A day and more in a second. */
const FASTEST_RATE = 100_000;
const ADVANCE = 'expected a duration above zero such as 500ms, 30s, 25h, 7d; time goes forward only';

const advance = z.string({ error: ADVANCE }).transform((text, context) => {
  const ms = parseDuration(text);
  const message = ms === undefined || ms === 0 ? ADVANCE : 'expected at most 3650d';
  if (ms !== undefined && ms > 0 && ms <= LONGEST_ADVANCE_MS) return ms;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

const RATE = `expected a number above 0, at most ${FASTEST_RATE}: 1 is real time, 60 a minute in each second`;
const yes = z.literal(true, { error: 'expected true' });

const commandBody = z
  .strictObject({
    pause: yes.optional(),
    resume: yes.optional(),
    rate: z.number({ error: RATE }).gt(0, { error: RATE }).max(FASTEST_RATE, { error: RATE }).optional(),
    advance: advance.optional(),
    async: z.boolean({ error: 'expected true or false' }).optional(),
  })
  .superRefine((given, context) => {
    const refuse = (message: string) => context.addIssue({ code: 'custom', path: [], message });
    const { pause, resume, rate } = given;
    if (pause === undefined && resume === undefined && rate === undefined && given.advance === undefined)
      refuse('expected one of {"advance": "25h"}, {"pause": true}, {"resume": true}, {"rate": 60}');
    if (pause && resume) refuse('expected pause or resume, not both');
    if (given.async !== undefined && given.advance === undefined) refuse('async goes with advance only');
  });

function shown(clock: ClockCommands) {
  const { rate, isPaused, isAdvancing, offsetMs, waiting, nextInMs } = clock.state();
  return {
    /** Both in milliseconds: since the Unix epoch, and ahead of real time. */
    now: Math.round(clock.now()),
    offset: Math.round(offsetMs),
    rate,
    paused: isPaused,
    advancing: isAdvancing,
    waiting,
    ...(nextInMs !== undefined && { nextIn: Math.ceil(nextInMs) }),
  };
}

export function clockRoutes({ clock }: Pick<ControlDeps, 'clock'>): Router {
  const router = Router();
  router.get('/clock', (_request, response) => {
    response.json(shown(clock));
  });
  router.post('/clock', async (request, response) => {
    const command = parseBody(commandBody, request.body, 'the clock cannot be set:');
    if (command.pause) clock.pause();
    if (command.resume) clock.resume();
    if (command.rate !== undefined) clock.setRate(command.rate);
    if (command.advance === undefined) return void response.json(shown(clock));
    const advanced = clock.advance(command.advance);
    if (command.async) return void response.status(202).json(shown(clock));
    await advanced;
    response.json(shown(clock));
  });
  return router;
}
