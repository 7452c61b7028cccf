/** What the bot must be told, read once at the start. Everything that is missing is named at once. */

const REQUIRED = ['GRAPH_API_URL', 'WHATSAPP_TOKEN', 'PHONE_NUMBER_ID', 'APP_SECRET', 'VERIFY_TOKEN', 'PORT'];

/** @param {Record<string, string | undefined>} environment */
export function readConfig(environment) {
  const missing = REQUIRED.filter((name) => !environment[name]);
  if (missing.length > 0) throw new Error(`missing in the environment: ${missing.join(', ')}`);
  return {
    graphUrl: environment.GRAPH_API_URL,
    graphVersion: environment.GRAPH_API_VERSION || 'v23.0',
    token: environment.WHATSAPP_TOKEN,
    /** Where new tokens are put; without it a dead token is final. */
    tokenFile: environment.WHATSAPP_TOKEN_FILE,
    phoneNumberId: environment.PHONE_NUMBER_ID,
    appSecret: environment.APP_SECRET,
    verifyToken: environment.VERIFY_TOKEN,
    port: Number(environment.PORT),
    stateDirectory: environment.WAPROOF_STATE_DIR || environment.STATE_DIR || 'state',
    /** Messages taken in and not answered yet; beyond it deliveries are refused, and Meta brings them again. */
    openJobsLimit: 5_000,
    /** Graph calls in flight. At Meta's usual 0.1–0.5 s a call this is some 100 calls a second. */
    callsInFlightLimit: 32,
    /** Well above the API's normal latency, so that only a call that is really stuck is given up. */
    sendTimeoutMs: 5_000,
    /** A typing indicator that comes late is worth nothing. */
    markReadTimeoutMs: 2_000,
    /** A look-up and a download. */
    mediaTimeoutMs: 20_000,
  };
}
