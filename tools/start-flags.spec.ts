import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

/** Node.js takes as much room for young objects as the machine is large; each way to start holds it to the same. */
it('the container starts the product with the flags of npm start', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: { start: string } };
  const [, flags] = /node ((?:--\S+ )+)dist\/apps\/api\/main\.js$/.exec(scripts.start) ?? [];
  const command = /^CMD (\[.*\])$/m.exec(readFileSync(join(ROOT, 'docker/Dockerfile'), 'utf8'))?.[1] ?? '[]';
  expect(JSON.parse(command)).toEqual(['node', ...flags!.trim().split(' '), 'dist/apps/api/main.js']);
});
