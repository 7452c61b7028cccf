/** The child's side: tells the parent where it listens, answers for its own use of the machine, ends with the parent. */
/** @param answers to further questions. */
export function answerParent(url: string, answers: Readonly<Record<string, () => object>> = {}): void {
  process.on('message', (question) => {
    if (question !== 'usage') return void process.send?.(answers[String(question)]?.() ?? {});
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed } = process.memoryUsage();
    process.send?.({ cpuMs: (user + system) / 1_000, rssBytes: rss, heapBytes: heapUsed });
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.(url);
}
