/**
 * `npm run dev`: both sides, each built again on change. `PORT` is the API's (3000); the dashboard has 4200 and sends
 * /api on. Angular's server would take `PORT` for itself, so it travels as `API_PORT`.
 */
import { spawn } from 'node:child_process';

const { PORT, ...environment } = process.env;
const both = spawn('nx', ['run-many', '-t', 'serve', '--projects=api,dashboard', '--output-style=stream'], {
  env: { ...environment, API_PORT: PORT ?? '3000' },
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
// Ctrl-C reaches everybody; what reaches this process alone is passed on. Either way the last word is theirs.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => both.kill(signal));
both.once('exit', (code) => (process.exitCode = code ?? 0));
