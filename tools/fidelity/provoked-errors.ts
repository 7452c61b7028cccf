/**
 * Which errors of the table a call provokes for real, because the mock has the rule, and which test holds it. The others
 * come by the fault `graph.error` only. Printed in docs/errors.md; a test holds it against the table, the sources and the
 * tests that are named.
 */
export interface ProvokedErrors {
  /** Path from the root. */
  readonly test: string;
  /** `code`, `code/subcode`, or `code title` where rows share both. */
  readonly rows: readonly string[];
}

export const provokedErrors: readonly ProvokedErrors[] = [
  { test: 'test/conformance/accounts.test.ts', rows: ['100/33', '100 Tried accessing nonexisting field'] },
  { test: 'test/conformance/add-number.test.ts', rows: ['100/2388001', '100/2388012'] },
  { test: 'test/conformance/analytics.test.ts', rows: ['200007'] },
  { test: 'test/conformance/app-subscriptions.test.ts', rows: ['15', '2200'] },
  { test: 'test/conformance/app-sync.test.ts', rows: ['2593107', '2593108'] },
  {
    test: 'test/conformance/block-users.test.ts',
    rows: ['130429', '131021', '131047', '139100', '139101', '139102'],
  },
  {
    test: 'test/conformance/calls.test.ts',
    rows: ['138000', '138002', '138003', '138006', '138009', '138012', '138017'],
  },
  { test: 'test/conformance/direct-send.test.ts', rows: ['100/2388318', '100/2388330', '132021'] },
  { test: 'test/conformance/errors-provoked.test.ts', rows: ['4', '80008', '131061', '133016'] },
  { test: 'test/conformance/flows.test.ts', rows: ['139001', '139002', '139003', '139004', '139006'] },
  { test: 'test/conformance/graph-calls.test.ts', rows: ['104', '190', '2500'] },
  {
    test: 'test/conformance/groups.test.ts',
    rows: [
      ...['131020', '131041', '131051', '131059', '131201', '131202'],
      ...['131204', '131207', '131211', '131212', '131213'],
    ],
  },
  { test: 'test/conformance/marketing-messages.test.ts', rows: ['131055', '131062', '131063', '134100'] },
  {
    test: 'test/conformance/media.test.ts',
    rows: ['100 Media not found / wrong type on upload', '100 Invalid post_id parameter'],
  },
  { test: 'test/conformance/messages.test.ts', rows: ['100 Invalid parameter (mark as read)'] },
  { test: 'test/conformance/messages-interactive-refused-rich.test.ts', rows: ['132068', '132069'] },
  { test: 'test/conformance/messages-media-ids.test.ts', rows: ['131053'] },
  {
    test: 'test/conformance/messages-refused.test.ts',
    rows: ['100 Invalid parameter', '131008', '131009', '131021', '132000', '132001', '132012'],
  },
  { test: 'test/conformance/messages-templates-refused.test.ts', rows: ['132005', '132018'] },
  { test: 'test/conformance/oauth.test.ts', rows: ['1', '100/36007', '100/36008', '100/36009', '101'] },
  { test: 'test/conformance/preverified-numbers.test.ts', rows: ['613', '100/2388012'] },
  {
    test: 'test/conformance/registration.test.ts',
    rows: ['133005', '133006', '133010', '136024/2388091', '136025', '136025/2388093'],
  },
  {
    test: 'test/conformance/rules-of-rate.test.ts',
    rows: ['4', '17', '613', '80007', '80008', '130429', '131056', '131057'],
  },
  { test: 'test/conformance/system-users.test.ts', rows: ['3962'] },
  {
    test: 'test/conformance/template-life.test.ts',
    rows: ['100/2388039', '132015', '132016'],
  },
  {
    test: 'test/conformance/templates-refused.test.ts',
    rows: [
      ...['100/2388040', '100/2388042', '100/2388043', '100/2388046', '100/2388047', '100/2388060'],
      ...['100/2388072', '100/2388073', '100/2388293', '100/2388299'],
    ],
  },
  {
    test: 'test/conformance/templates.test.ts',
    rows: ['100/2388023', '100/2388024', '100/2388094', '100/2388155', '100/2593002'],
  },
  {
    test: 'test/conformance/tokens.test.ts',
    rows: [
      ...['5', '10', '200 API Permission', '100 appsecret_proof problem', '190/452', '190/456', '190/458', '190/459'],
      ...['190/460', '190/463', '190/464', '190/467', '190/492'],
    ],
  },
  {
    test: 'test/conformance/usernames.test.ts',
    rows: ['147001', '147002', '147003', '147004', '147005'],
  },
  { test: 'test/conformance/wabas.test.ts', rows: ['200006'] },
  { test: 'test/unit/mock-server/graph/templates/template-store.test.ts', rows: ['100/2388019'] },
  { test: 'test/conformance/whom-to-write.test.ts', rows: ['368', '131026', '131031', '131048'] },
];

/** What a test says of a row whose code many rows share. */
export const wordsOfRows: Readonly<Record<string, string>> = {
  '100 Invalid parameter': '(#100) ',
  '100 appsecret_proof problem': 'require an appsecret_proof argument',
  '100 Media not found / wrong type on upload': 'Param file must be a file with one of the following types',
  '100 Invalid post_id parameter': '(#100) Invalid post_id parameter',
  '100 Tried accessing nonexisting field': '(#100) Tried accessing nonexisting field',
  '100 Invalid parameter (mark as read)': 'Please check the message ID you have provided.',
  '200 API Permission': '(#200) You do not have the necessary permissions required to send messages',
};

/** Tests that provoke a row of the table. */
export function testsOfRow(code: number, subcode: number, title: string): string[] {
  const names = [subcode === 0 ? `${code}` : `${code}/${subcode}`, `${code} ${title}`];
  return provokedErrors.filter(({ rows }) => rows.some((row) => names.includes(row))).map(({ test }) => test);
}
