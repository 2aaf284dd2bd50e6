/*
 * Runs a built function as Lambda does, in a plain process: `node lambda-host.mjs path/of/index.mjs`. Events come over
 * the process's channel, answers go back there; what the function logs goes to standard output, as it would.
 */
try {
  const { handler } = await import(process.argv[2]);
  process.on('message', async ({ id, event }) => {
    try {
      process.send({ id, answer: (await handler(event, {})) ?? null });
    } catch (error) {
      process.send({ id, failed: String(error?.name) });
    }
  });
  process.send({ started: true });
} catch (error) {
  process.send({ started: false, failed: String(error?.message) }, () => process.exit(1));
}
