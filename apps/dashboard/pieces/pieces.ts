import { APP_BASE_HREF } from '@angular/common';
import { provideHttpClient, withFetch, withInterceptors } from '@angular/common/http';
import {
  type ApplicationRef,
  createComponent,
  LOCALE_ID,
  inputBinding,
  outputBinding,
  reflectComponentType,
  signal,
  type Type,
  type WritableSignal,
} from '@angular/core';
import { createApplication } from '@angular/platform-browser';
import { provideRouter } from '@angular/router';
import { DayAndTime } from '@shared-care/ui/day-and-time/day-and-time';
import { PatientSearch } from '@shared-care/ui/patient-search/patient-search';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { TypedDate } from '@shared-care/ui/typed-date/typed-date';
import type { WiredInput } from '@shared-care/ui/testing/piece-page';
import { tellRefreshes } from '../src/app/core/refresh';
import { watchAnswers } from '../src/app/core/answers';
import { SessionStore } from '../src/app/core/session-store';
import { DayBoxInField, LoadStateInPage } from './in-page';

/** Pieces that have a spec of their own in a browser (`*.browser.spec.ts` beside them), by the name of their file. */
const PIECES: Readonly<Record<string, () => Promise<Type<unknown>>>> = {
  'await-form': () => import('../src/app/alerts/await-form').then((file) => file.AwaitForm),
  'change-fact-form': () => import('../src/app/facts/change-fact-form').then((file) => file.ChangeFactForm),
  'close-checklist': () => import('../src/app/alerts/close-checklist').then((file) => file.CloseChecklist),
  'close-form': () => import('../src/app/alerts/close-form').then((file) => file.CloseForm),
  'correct-form': () => import('../src/app/alerts/correct-form').then((file) => file.CorrectForm),
  'day-and-time': () => Promise.resolve(DayAndTime),
  'day-box': () => Promise.resolve(DayBoxInField),
  'facts-form': () => import('../src/app/alerts/facts-form').then((file) => file.FactsForm),
  'hand-over-form': () => import('../src/app/alerts/hand-over-form').then((file) => file.HandOverForm),
  'hospital-picker': () => import('../src/app/hospitals/hospital-picker').then((file) => file.HospitalPicker),
  'liaison-form': () => import('../src/app/alerts/liaison-form').then((file) => file.LiaisonForm),
  'load-state': () => Promise.resolve(LoadStateInPage),
  'log-attendance': () => import('../src/app/attendances/log-attendance').then((file) => file.LogAttendance),
  'match-child': () => import('../src/app/alerts/match-child').then((file) => file.MatchChild),
  'measure-form': () => import('../src/app/facts/measure-form').then((file) => file.MeasureForm),
  'patient-search': () => Promise.resolve(PatientSearch),
  'reason-form': () => import('../src/app/forms/reason-form').then((file) => file.ReasonForm),
  'said-back': () => import('../src/app/patients/said-back').then((file) => file.SaidBack),
  'select-box': () => Promise.resolve(SelectBox),
  'second-step': () => import('../src/app/core/second-step').then((file) => file.SecondStep),
  'lower-tier-form': () => import('../src/app/alerts/tier-form').then((file) => file.LowerTierForm),
  'raise-tier-form': () => import('../src/app/alerts/tier-form').then((file) => file.RaiseTierForm),
  'typed-date': () => Promise.resolve(TypedDate),
};

/** As in `app.config.ts`, without the pages: a piece stands alone. */
const begin = () =>
  createApplication({
    providers: [
      provideRouter([]),
      provideHttpClient(withFetch(), withInterceptors([tellRefreshes, watchAnswers])),
      { provide: APP_BASE_HREF, useValue: '/' },
      { provide: LOCALE_ID, useValue: 'en-GB' },
    ],
  });

/** What is on the page now. */
let app: ApplicationRef | null = null;
const inputs = new Map<string, WritableSignal<unknown>>();
const emitted: { output: string; value: unknown }[] = [];

/** Functions and maps do not travel from a spec into the page as they are. */
function unwired(wired: WiredInput): unknown {
  if ('call' in wired) return (...given: unknown[]) => window.callSpec!(wired.call, given);
  return 'map' in wired ? new Map(wired.map) : wired.value;
}

window.piecePage = {
  async show(name, given) {
    const load = PIECES[name];
    if (load === undefined) throw new Error(`No piece "${name}": add it to apps/dashboard/pieces/pieces.ts`);
    this.clear();
    app = await begin();
    await app.injector.get(SessionStore).known();
    const type = await load();
    for (const [input, wired] of Object.entries(given)) inputs.set(input, signal(unwired(wired)));
    const piece = createComponent(type, {
      environmentInjector: app.injector,
      hostElement: document.querySelector('main')!.appendChild(document.createElement('div')),
      bindings: [
        ...[...inputs].map(([input, value]) => inputBinding(input, value)),
        ...reflectComponentType(type)!.outputs.map(({ templateName }) =>
          outputBinding(templateName, (value) => emitted.push({ output: templateName, value })),
        ),
      ],
    });
    app.attachView(piece.hostView);
    await app.whenStable();
  },
  async set(given) {
    for (const [input, wired] of Object.entries(given)) inputs.get(input)!.set(unwired(wired));
    await app?.whenStable();
  },
  emitted: (output) => emitted.filter((each) => each.output === output).map(({ value }) => value),
  clear() {
    app?.destroy();
    app = null;
    inputs.clear();
    emitted.length = 0;
    document.querySelector('main')!.replaceChildren();
  },
};
