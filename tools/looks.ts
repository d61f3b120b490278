/**
 * `npm run looks`: a picture of every screen in every look, as the journeys see them, on one page to look through:
 * `test-results/looks/index.html`. Needs a build. `npm run looks -- surveys` draws the screens of one file.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FOLDER = resolve(import.meta.dirname, '../test-results/looks');
/** Titles of the journeys that turn a screen into each look. */
const WHICH = 'every look|usable';

/** The rows of the page: one a screen, its pictures side by side. */
function rowsOf(files: readonly string[]): string {
  const screens = new Map<string, string[]>();
  for (const file of files) {
    const screen = file.split('~').slice(0, 3).join('~');
    screens.set(screen, [...(screens.get(screen) ?? []), file]);
  }
  return [...screens]
    .map(([screen, pictures]) => {
      const [file, title, place] = screen.split('~').map((each) => each.replaceAll('-', ' '));
      const cells = pictures.map((picture) => {
        const look = picture.split('~')[3]!.replace('.png', '').replaceAll('-', ' ');
        return `<figure><a href="${picture}"><img loading="lazy" alt="" src="${picture}"></a><figcaption>${look}</figcaption></figure>`;
      });
      return `<section><h2>${file}: ${title}, screen ${Number(place)}</h2><div>${cells.join('')}</div></section>`;
    })
    .join('\n');
}

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const { status } = spawnSync(
  'playwright',
  [
    'test',
    '-c',
    'e2e/playwright.config.ts',
    '--output',
    join(FOLDER, '../looks-failed'),
    '-g',
    WHICH,
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit', shell: process.platform === 'win32', env: { ...process.env, E2E_PICTURES: FOLDER } },
);
const pictures = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.png'))
  .sort();
writeFileSync(
  join(FOLDER, 'index.html'),
  `<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Screens of Shared Care</title>
<style>body{font:14px system-ui;margin:1rem}div{display:flex;gap:1rem;align-items:start}figure{margin:0}img{border:1px solid #888;height:24rem;max-width:40rem;object-fit:cover;object-position:top}</style>
<h1>${pictures.length} pictures</h1>
${rowsOf(pictures)}
</html>
`,
);
console.log(`${pictures.length} pictures: ${join(FOLDER, 'index.html')}`);
process.exitCode = status ?? 1;
