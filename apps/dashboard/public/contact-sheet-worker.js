/*
 * Keeps one thing on the phone, the contact sheet, and shows it when /my-patients cannot be reached. Written by hand and
 * without a list of files, because nothing else may ever be stored on a device: no page, no script, no answer about a
 * child. Whatever the network can answer, the network answers.
 */
const CACHE = 'contact-sheet';
const KEY = '/my-patients/contacts.json';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) =>
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
      await self.clients.claim();
    })(),
  ),
);

self.addEventListener('message', (event) => {
  if (event.data?.kind !== 'contact sheet') return;
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      await cache.put(KEY, new Response(JSON.stringify(event.data.sheet)));
    })(),
  );
});

self.addEventListener('fetch', (event) => {
  if (event.request.mode !== 'navigate') return;
  event.respondWith(fetch(event.request).catch(() => offlinePage()));
});

async function offlinePage() {
  const kept = await (await caches.open(CACHE)).match(KEY);
  const nonce = crypto.randomUUID();
  const sheet = kept ? await kept.json() : null;
  const body = sheet ? contacts(sheet) : '<p>No contacts are kept on this phone yet. Ring the switchboard.</p>';
  return new Response(page(nonce, body), {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`,
      'Cache-Control': 'no-store',
    },
  });
}

function contacts(sheet) {
  const at = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'medium', timeStyle: 'short' });
  const lines = (hospital) =>
    hospital.contacts
      .map(
        (one) =>
          `<li><span><strong>${text(one.label)}</strong><br><small>${text(one.hours)}</small></span> ` +
          `<a href="tel:${text(one.phone.replace(/[^\d+]/g, ''))}">${text(one.phone)}${one.extension ? ` x${text(one.extension)}` : ''}` +
          `${one.bleep ? `, bleep ${text(one.bleep)}` : ''}</a></li>`,
      )
      .join('');
  return (
    `<p>Numbers as they were on ${text(at.format(new Date(sheet.now)))}. Patients need a connection.</p>` +
    sheet.hospitals.map((hospital) => `<h2>${text(hospital.name)}</h2><ul>${lines(hospital)}</ul>`).join('')
  );
}

function text(value) {
  return String(value).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

function page(nonce, body) {
  return `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Contacts, offline</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<style nonce="${nonce}">
:root{color-scheme:light dark}
body{margin:0 auto;max-width:640px;padding:16px 12px 48px;font:16px/24px Arial,sans-serif;background:light-dark(#f0f4f5,#10181f);color:light-dark(#212b32,#e8edee)}
p.strip{margin:0 0 16px;padding:12px;border-radius:4px;background:light-dark(#ffdc8e,#5c4104);color:light-dark(#4d3708,#ffe9b8);font-weight:600}
h1{font-size:26px;line-height:32px;margin:0 0 8px}h2{font-size:19px;line-height:28px;margin:20px 0 8px}
ul{margin:0;padding:0;list-style:none;border:1px solid light-dark(#d8dde0,#3a4b57);background:light-dark(#fff,#1a252e)}
li{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;gap:4px 16px;padding:8px 12px}
li+li{border-top:1px solid light-dark(#d8dde0,#3a4b57)}
small{font-size:14px;color:light-dark(#4c6272,#b4c0c9)}
a{display:inline-flex;align-items:center;min-height:48px;font-size:20px;font-weight:600;color:light-dark(#005eb8,#8cc4f5)}
</style></head><body><p class="strip">Offline. Not live.</p><main><h1>Contacts</h1>${body}
<p><a href="/my-patients">Try again</a></p></main></body></html>`;
}
