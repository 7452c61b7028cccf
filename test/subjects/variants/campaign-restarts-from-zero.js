// breaks: survives-crash
// shows in: campaign-restart
// Of a campaign the process remembers on disk that it was asked for, and in memory how far it got. After a crash it begins
// again with the first user. Seen as campaigns that reached thousands of people twice.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCampaigns } from '../parts/campaign.js';
import { openJournal } from '../parts/journal.js';
import { startSubject } from '../reference.js';

startSubject({
  openJournal(directory) {
    const journal = openJournal(directory);
    for (const job of journal.unfinished()) if (job.campaign) journal.close(job.id);
    return journal;
  },
  createCampaigns({ send, directory }) {
    const path = join(directory ?? '.', 'campaigns.json');
    const campaigns = createCampaigns({ send, journal: openJournal(undefined) });
    const asked = readAsked(path);
    for (const campaign of asked) campaigns.start(campaign);
    return {
      ...campaigns,
      start(campaign) {
        asked.push(campaign);
        writeFileSync(path, JSON.stringify(asked));
        return campaigns.start(campaign);
      },
    };
  },
});

function readAsked(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return [];
  }
}
