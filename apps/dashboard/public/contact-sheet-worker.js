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

/** 09:00 to 17:00 on London's clocks, Monday to Friday, no bank holiday: what `sheet-order.ts` says, for this one file. */
function inHours(instant, bankHolidays) {
  const wall = {};
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  for (const { type, value } of clock.formatToParts(instant)) wall[type] = value;
  const time = `${wall.hour}:${wall.minute}`;
  const free = ['Sat', 'Sun'].includes(wall.weekday) || bankHolidays.includes(`${wall.year}-${wall.month}-${wall.day}`);
  return !free && time >= '09:00' && time < '17:00';
}

function contacts(sheet) {
  const now = new Date();
  const band = inHours(now, sheet.bankHolidays ?? []) ? 'in_hours' : 'out_of_hours';
  const at = (instant) => {
    const part = {};
    const clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/London',
      day: '2-digit',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    });
    for (const { type, value } of clock.formatToParts(instant)) part[type] = value;
    return `${part.day}-${part.month.slice(0, 3)}-${part.year} ${part.hour}:${part.minute}`;
  };
  const list = (some) =>
    some
      .map(
        (one) =>
          `<li><span><strong>${text(one.label)}</strong><br><small>${text(one.hours)}</small>` +
          `${one.stale ? '<br><small class="stale">▲ Calls to it failed</small>' : ''}</span> ` +
          `<a href="tel:${text(one.phone.replace(/[^\d+]/g, ''))}">${text(one.phone)}${one.extension ? ` x${text(one.extension)}` : ''}` +
          `${one.bleep ? `, bleep ${text(one.bleep)}` : ''}</a></li>`,
      )
      .join('');
  const lines = ({ contacts: all }) => {
    const answered = all.filter((one) => one.band === undefined || one.band === 'any' || one.band === band);
    const others = all.filter((one) => !answered.includes(one));
    const first = [...answered.filter(({ stale }) => !stale), ...answered.filter(({ stale }) => stale)];
    return (
      (first.length > 0 ? `<ul>${list(first)}</ul>` : '<p>No number here is answered at this hour.</p>') +
      (others.length > 0 ? `<h3>At other hours</h3><ul class="later">${list(others)}</ul>` : '')
    );
  };
  return (
    `<p>Answered at this hour first: ${text(at(now))} by the clock of this phone. As of ${text(at(new Date(sheet.now)))}. ` +
    'Patients need a connection.</p>' +
    sheet.hospitals.map((hospital) => `<h2>${text(hospital.name)}</h2>${lines(hospital)}`).join('')
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
h3{font-size:16px;line-height:24px;margin:12px 0 4px}ul.later a{font-size:16px;font-weight:400}
small.stale{color:light-dark(#990c0c,#ff9c9c);font-weight:600}
li+li{border-top:1px solid light-dark(#d8dde0,#3a4b57)}
small{font-size:14px;color:light-dark(#4c6272,#b4c0c9)}
a{display:inline-flex;align-items:center;min-height:48px;font-size:20px;font-weight:600;color:light-dark(#005eb8,#8cc4f5)}
</style></head><body><p class="strip">Offline. Not live.</p><main><h1>Contacts</h1>${body}
<p><a href="/my-patients">Try again</a></p></main></body></html>`;
}
