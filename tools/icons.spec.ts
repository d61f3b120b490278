import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SPRITE_FILE, spriteFile } from './icons';

test('the sprite holds the icons that are named, and no others', () => {
  expect(readFileSync(SPRITE_FILE, 'utf8')).toBe(spriteFile());
});
