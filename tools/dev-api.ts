/** `npm run dev`, the API's half: builds on every change and restarts what was built. */
import { spawn, type ChildProcess } from 'node:child_process';
import { watch } from 'node:fs';

const BUILT = 'dist/apps/api';
let running: ChildProcess | null = null;
let waiting: NodeJS.Timeout | undefined;

/** The old one first ends and stops its database; the port and the data folder allow only one. */
function restart(): void {
  if (running) {
    running.kill('SIGINT');
    return;
  }
  const child = spawn('node', [`${BUILT}/main.js`], { stdio: 'inherit' });
  running = child;
  child.once('exit', (code) => {
    running = null;
    if (code === 0 || child.killed) restart();
  });
}

const build = spawn('vite', ['build', '-c', 'apps/api/vite.config.ts', '--watch', '--emptyOutDir=false'], {
  stdio: 'inherit',
});
watch(BUILT, { recursive: true }, () => {
  clearTimeout(waiting);
  waiting = setTimeout(restart, 300);
});
process.on('SIGINT', () => {
  build.kill();
  running?.removeAllListeners('exit');
  running?.kill('SIGINT');
  process.exit(0);
});
