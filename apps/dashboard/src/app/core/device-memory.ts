const YEAR_S = 31_536_000;

/**
 * How a screen looks and what it offers, kept on this device. In cookies that name no child and open nothing: signing out
 * clears all storage of the browser and leaves these.
 */
export function remembered(key: string): string | null {
  return new RegExp(`(?:^|; )${key}=([^;]*)`).exec(document.cookie)?.[1] ?? null;
}

/** Forgets it for null. */
export function remember(key: string, value: string | null): void {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `${key}=${value ?? ''}; Path=/; SameSite=Strict; Max-Age=${value === null ? 0 : YEAR_S}${secure}`;
}
