// breaks: stops-campaign
// Meta pauses the template because users report it, tells so by a webhook and refuses each send with 132015; the campaign
// goes through its list to the end. Seen as thousands of refused sends, and a template that is disabled for good.
import { createCampaigns } from '../parts/campaign.js';
import { startSubject } from '../reference.js';

startSubject({
  createCampaigns({ send, ...deps }) {
    const deaf = ({ mayGo: _, onGivenUp: __, ...message }) => send(message);
    return { ...createCampaigns({ ...deps, send: deaf }), event() {} };
  },
});
