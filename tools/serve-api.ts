/** `nx serve api`, a half of `npm run dev`: builds on every change and restarts what was built. */
import { spawn, type ChildProcess } from 'node:child_process';
import { build, type Rolldown } from 'vite';

const BUILT = 'dist/apps/api/main.js';
let running: ChildProcess | null = null;
let again = false;

/** The old one first ends and stops its database; the port and the data folder allow only one. */
function restart(): void {
  if (running) {
    again = true;
    running.kill('SIGINT');
    return;
  }
  const { API_PORT, ...environment } = process.env;
  const child = spawn('node', [BUILT], {
    env: { ...environment, PORT: API_PORT ?? environment['PORT'] },
    stdio: 'inherit',
  });
  running = child;
  child.once('exit', () => {
    running = null;
    if (!again) return;
    again = false;
    restart();
  });
}

const watcher = (await build({
  configFile: 'apps/api/vite.config.ts',
  logLevel: 'warn',
  build: { watch: {}, emptyOutDir: false },
})) as Rolldown.RolldownWatcher;
watcher.on('event', (event) => {
  if (event.code === 'END') restart();
  // What cannot be built is shown, and what ran before goes on.
  if (event.code === 'ERROR') console.error(event.error.message);
});

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    again = false;
    void watcher.close();
    if (!running) process.exit(0);
    running.once('exit', () => process.exit(0));
    running.kill('SIGINT');
  });
