import type { ContactSheet } from '@shared-care/contracts/my-patients/answers';

/** The worker's file, and the only pages it answers for. */
const WORKER = '/contact-sheet-worker.js';
const SCOPE = '/my-patients';

/** Under Trusted Types a script's address is no plain text; this policy gives out one address and no other. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

function workerAddress(): string {
  const types = (window as { trustedTypes?: TrustedTypes }).trustedTypes;
  return (
    (policy ??= types?.createPolicy('contact-sheet', { createScriptURL: () => WORKER }))?.createScriptURL(WORKER) ??
    WORKER
  );
}
let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;

/**
 * Gives the sheet to the worker, which keeps this one thing on the device and shows it when there is no network. A browser
 * without workers goes without; nothing else of the product is ever stored.
 */
export async function keepContactSheet(sheet: ContactSheet): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register(workerAddress(), {
      scope: SCOPE,
      updateViaCache: 'none',
    });
    const worker = registration.active ?? (await ready(registration));
    worker?.postMessage({ kind: 'contact sheet', sheet });
  } catch {
    // Refused by the browser or its settings: the sheet is on the screen all the same.
  }
}

function ready(registration: ServiceWorkerRegistration): Promise<ServiceWorker | null> {
  const worker = registration.installing ?? registration.waiting;
  if (!worker) return Promise.resolve(null);
  return new Promise((resolve) => {
    const look = (): void => {
      if (worker.state === 'activated') resolve(worker);
      if (worker.state === 'redundant') resolve(null);
    };
    worker.addEventListener('statechange', look);
    look();
  });
}
