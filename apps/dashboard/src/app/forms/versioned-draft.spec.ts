import { signal } from '@angular/core';
import { describe, expect, it } from 'vitest';
import { versionedDraft } from './versioned-draft';

const contact = (version: number, phone: string, id = 'a') => ({ id, version, phone });

function drafted() {
  const source = signal(contact(1, '111'));
  const draft = versionedDraft({
    source,
    id: ({ id }) => id,
    version: ({ version }) => version,
    begin: ({ phone }) => ({ phone }),
  });
  return { source, draft };
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
    draft.update(() => ({ phone: '199' }));
    source.set(contact(2, '222'));
    source.set(contact(3, '333'));
    expect(draft.typed()).toEqual({ phone: '199' });
    expect(draft.meanwhile()).toMatchObject({ phone: '333' });
    // A save now would be refused as stale: it was not seen.
    expect(draft.seen().version).toBe(1);
  });

  it('is not disturbed by the same version loaded again', () => {
    const { source, draft } = drafted();
    draft.update(() => ({ phone: '199' }));
    source.set(contact(1, '111'));
    expect(draft.typed()).toEqual({ phone: '199' });
    expect(draft.meanwhile()).toBeNull();
  });

  it('mine over theirs: the typed words stay and carry the version looked at', () => {
    const { source, draft } = drafted();
    draft.update(() => ({ phone: '199' }));
    source.set(contact(2, '222'));
    draft.keepMine();
    expect([draft.typed().phone, draft.seen().version, draft.meanwhile()]).toEqual(['199', 2, null]);
    source.set(contact(3, '333'));
    expect([draft.typed().phone, draft.meanwhile()?.phone]).toEqual(['199', '333']);
  });

  it('theirs: what was typed goes', () => {
    const { source, draft } = drafted();
    draft.update(() => ({ phone: '199' }));
    source.set(contact(2, '222'));
    draft.takeTheirs();
    expect([draft.typed().phone, draft.seen().version, draft.changed()]).toEqual(['222', 2, false]);
  });

  it('another thing begins another draft', () => {
    const { source, draft } = drafted();
    draft.update(() => ({ phone: '199' }));
    source.set(contact(1, '555', 'b'));
    expect(draft.typed()).toEqual({ phone: '555' });
    expect(draft.meanwhile()).toBeNull();
  });
});
