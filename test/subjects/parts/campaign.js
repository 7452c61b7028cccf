/**
 * Templates to many users, at a steady pace. Each user is a job of the journal, so that nobody gets a campaign twice, however
 * often it is asked for and whatever the process lives through. A template that Meta paused or disabled ends its
 * campaigns: what is left stays where it is, for a person to decide.
 */

/** Template refused: paused, disabled, not there. */
const TEMPLATE_CODES = new Set([132001, 132015, 132016]);
const STOPPING_EVENTS = new Set(['PAUSED', 'DISABLED', 'REJECTED', 'PENDING_DELETION', 'DELETED']);
const EVERY_MS = 60;

/** @typedef {{ id: string, campaign: { template: string, language: string }, to: string }} Mailing */

/** @param {{ send: (message: object) => Promise<string>, journal: ReturnType<import('./journal.js').openJournal> }} deps */
export function createCampaigns({ send, journal }) {
  /** @type {Mailing[]} */
  const queue = [];
  const stopped = new Set();
  let isGoing = false;

  function stop(template, why) {
    if (stopped.has(template)) return;
    stopped.add(template);
    console.error(`ALARM: campaigns with ${template} stop: ${why}`);
  }

  async function mail(job) {
    const { template, language } = job.campaign;
    const result = await send({
      job,
      n: 0,
      payload: {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: job.to,
        type: 'template',
        template: { name: template, language: { code: language } },
      },
      mayGo: () => !stopped.has(template),
      onGivenUp: (code) => TEMPLATE_CODES.has(code) && stop(template, code),
    });
    if (result !== 'set aside') journal.close(job.id);
  }

  function next() {
    const job = queue.shift();
    isGoing = job !== undefined;
    if (isGoing) setTimeout(next, EVERY_MS * (0.5 + Math.random()));
    if (job && !stopped.has(job.campaign.template)) mail(job).catch(console.error);
  }

  /** @param {Mailing} job */
  function enqueue(job) {
    queue.push(job);
    if (!isGoing) setTimeout(next, EVERY_MS);
    isGoing = true;
  }

  return {
    /** Goes on with what a former process left. */
    resume: enqueue,
    /**
     * @param {{ name: string, template: string, language: string, recipients: string[] }} campaign
     * @returns {number} how many are new
     */
    start({ name, template, language, recipients }) {
      const jobs = recipients
        .map((to) => ({ id: `${name}/${to}`, campaign: { template, language }, to }))
        .filter(({ id }) => journal.claim(id));
      for (const job of jobs) enqueue(journal.add(job));
      return jobs.length;
    },
    /** What Meta says about templates. @param {{ field: string, value: object }} told */
    event({ field, value }) {
      if (field === 'message_template_status_update' && STOPPING_EVENTS.has(value?.event))
        stop(value.message_template_name, value.event);
    },
  };
}
