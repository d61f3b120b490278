import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ICONS } from '../libs/ui/src/icon/icon-names.ts';

/**
 * Writes the sprite of the dashboard: of the 3,900 Material Symbols only those that `icon-names.ts` names.
 * `npm run icons` after a name was added; a spec fails until then.
 */
export const SPRITE_FILE = join(import.meta.dirname, '../libs/ui/src/icon/sprite.ts');

export function spriteFile(): string {
  const require = createRequire(import.meta.url);
  const icons = Object.entries(ICONS).map(([name, symbol]) => {
    const svg = readFileSync(require.resolve(`@material-symbols/svg-400/outlined/${symbol}.svg`), 'utf8');
    const [, viewBox, content] = /viewBox="([^"]+)">(.+)<\/svg>/s.exec(svg)!;
    return `<svg id="${name}" viewBox="${viewBox}">${content}</svg>`;
  });
  return [
    '// Written by tools/icons.ts from @material-symbols/svg-400 (Apache License 2.0).',
    '// prettier-ignore',
    'export const SPRITE =',
    `  '<svg><defs>${icons.join('')}</defs></svg>';`,
    '',
  ].join('\n');
}

if (process.argv[1] === import.meta.filename) writeFileSync(SPRITE_FILE, spriteFile());
