// Angular's own packages are compiled when they are loaded outside a build.
import '@angular/compiler';
import { HttpErrorResponse } from '@angular/common/http';
import { DOCUMENT, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { BrowserTestingModule, platformBrowserTesting } from '@angular/platform-browser/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { Attempt } from '../core/attempt';
import { versionedDraft, type KeptDrafts } from './versioned-draft';

TestBed.initTestEnvironment(BrowserTestingModule, platformBrowserTesting());
// Effects run without a page.
beforeEach(() =>
  TestBed.resetTestingModule().configureTestingModule({ providers: [{ provide: DOCUMENT, useValue: {} }] }),
);

const contact = (version: number, phone: string, id = 'a') => ({ id, version, phone });

function drafted(drafts?: KeptDrafts) {
  const source = signal(contact(1, '111'));
  const draft = TestBed.runInInjectionContext(() =>
    versionedDraft({
      source,
      id: ({ id }) => id,
      version: ({ version }) => version,
      begin: ({ phone }) => ({ phone }),
      ...(drafts && { kept: { form: 'contact', drafts } }),
    }),
  );
  return { source, draft };
}

/** A save that the server refuses, with what it says by now. */
function refused(now: object) {
  const attempt = new Attempt();
  const error = new HttpErrorResponse({
    status: 409,
    error: { type: 'about:blank', title: 'Stale', status: 409, code: 'conflict', current: now },
  });
  return { attempt, run: () => attempt.run(() => Promise.reject(error)) };
}

describe('a draft of something that others save too', () => {
  it('follows what is saved while nothing was typed', () => {
    const { source, draft } = drafted();
    expect(draft.typed()).toEqual({ phone: '111' });
    source.set(contact(2, '222'));
    expect(draft.typed()).toEqual({ phone: '222' });
    expect(draft.meanwhile()).toBeNull();
    expect(draft.seen().version).toBe(2);
  });

  it('keeps what was typed, and says what it is by now', () => {
    const { source, draft } = drafted();
    draft.typed.update(() => ({ phone: '199' }));
    source.set(contact(2, '222'));
    source.set(contact(3, '333'));
    expect(draft.typed()).toEqual({ phone: '199' });
    expect(draft.meanwhile()).toMatchObject({ phone: '333' });
    // A save now would be refused as stale: it was not seen.
    expect(draft.seen().version).toBe(1);
  });

  it('is not disturbed by the same version loaded again', () => {
    const { source, draft } = drafted();
    draft.typed.update(() => ({ phone: '199' }));
    source.set(contact(1, '111'));
    expect(draft.typed()).toEqual({ phone: '199' });
    expect(draft.meanwhile()).toBeNull();
  });

  it('mine over theirs: the typed words stay and carry the version looked at', () => {
    const { source, draft } = drafted();
    draft.typed.update(() => ({ phone: '199' }));
    source.set(contact(2, '222'));
    draft.keepMine();
    expect([draft.typed().phone, draft.seen().version, draft.meanwhile()]).toEqual(['199', 2, null]);
    source.set(contact(3, '333'));
    expect([draft.typed().phone, draft.meanwhile()?.phone]).toEqual(['199', '333']);
  });

  it('mine over theirs: what I did not touch is theirs, unless the fields make sense only together', () => {
    for (const whole of [false, true]) {
      const source = signal({ id: 'a', version: 1, phone: '111', email: 'old' });
      const draft = TestBed.runInInjectionContext(() =>
        versionedDraft({
          source,
          id: ({ id }) => id,
          version: ({ version }) => version,
          begin: ({ phone, email }) => ({ phone, email }),
          whole,
        }),
      );
      draft.typed.update((typed) => ({ ...typed, phone: '199' }));
      source.set({ id: 'a', version: 2, phone: '222', email: 'new' });
      draft.keepMine();
      expect(draft.typed()).toEqual({ phone: '199', email: whole ? 'old' : 'new' });
    }
  });

  it('theirs: what was typed goes', () => {
    const { source, draft } = drafted();
    draft.typed.update(() => ({ phone: '199' }));
    source.set(contact(2, '222'));
    draft.takeTheirs();
    expect([draft.typed().phone, draft.seen().version, draft.changed()]).toEqual(['222', 2, false]);
  });

  it('another thing begins another draft', () => {
    const { source, draft } = drafted();
    draft.typed.update(() => ({ phone: '199' }));
    source.set(contact(1, '555', 'b'));
    expect(draft.typed()).toEqual({ phone: '555' });
    expect(draft.meanwhile()).toBeNull();
  });

  it('is not disturbed by a newer version that says the same here', () => {
    const { source, draft } = drafted();
    draft.typed.set({ phone: '199' });
    source.set(contact(2, '111'));
    expect([draft.typed().phone, draft.meanwhile(), draft.seen().version]).toEqual(['199', null, 2]);
  });

  it('a refused save brings what it is by now, before the page has it', async () => {
    const { source, draft } = drafted();
    draft.typed.set({ phone: '199' });
    const { attempt, run } = refused(contact(2, '222'));
    await draft.save(attempt, run, (current, seen) => ({ ...seen, ...current }));
    expect([draft.typed().phone, draft.meanwhile()?.phone, draft.seen().version]).toEqual(['199', '222', 1]);
    draft.keepMine();
    expect([draft.typed().phone, draft.meanwhile(), draft.seen().version]).toEqual(['199', null, 2]);
    source.set(contact(2, '222'));
    expect(draft.typed().phone).toBe('199');
  });

  it('a refusal that comes late is not taken for news of another thing', async () => {
    const { source, draft } = drafted();
    draft.typed.set({ phone: '199' });
    const { attempt, run } = refused(contact(9, '222'));
    const sent = draft.save(attempt, run, (current, seen) => ({ ...seen, ...current }));
    source.set(contact(1, '555', 'b'));
    draft.typed.set({ phone: '556' });
    await sent;
    expect([draft.typed().phone, draft.meanwhile()]).toEqual(['556', null]);
  });

  it('outlives its form where it is kept, with the version it is about', () => {
    const kept = new Map<string, unknown>();
    const drafts: KeptDrafts = {
      get: <W>(form: string, id: string) => (kept.get(`${form} ${id}`) as W | undefined) ?? null,
      keep: (form, id, work) => void kept.set(`${form} ${id}`, work),
      drop: (form, id) => void kept.delete(`${form} ${id}`),
    };
    drafted(drafts).draft.typed.set({ phone: '199' });
    TestBed.tick();
    const again = drafted(drafts);
    expect(again.draft.typed().phone).toBe('199');
    again.source.set(contact(2, '222'));
    expect([again.draft.meanwhile()?.phone, again.draft.seen().version]).toEqual(['222', 1]);
    again.draft.takeTheirs();
    TestBed.tick();
    expect(kept.size).toBe(0);
  });
});
