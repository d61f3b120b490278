import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** A Chromium to test with: CHROMIUM_PATH, the machine's own, or one that Playwright downloaded before. */
export function findBrowser(): string | null {
  const named = process.env['CHROMIUM_PATH'];
  return [named, ...PLACES, chromium.executablePath()].find((path) => path && existsSync(path)) ?? null;
}
