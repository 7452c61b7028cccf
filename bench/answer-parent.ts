/** The child's side: tells the parent where it listens, answers for its own use of the machine, ends with the parent. */
export function answerParent(url: string): void {
  process.on('message', (question) => {
    if (question !== 'usage') return;
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed } = process.memoryUsage();
    process.send?.({ cpuMs: (user + system) / 1_000, rssBytes: rss, heapBytes: heapUsed });
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.(url);
}
