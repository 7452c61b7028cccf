/** Ctrl-C and SIGTERM as an abort signal: the first ends the work cleanly, a second one at once. */
export function listenForInterrupt(onFirst: () => void): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(130);
      onFirst();
      controller.abort(name);
    });
  }
  return controller.signal;
}
