import { STEPPER_GLOBAL_OPTIONS, type StepperSelectionEvent } from '@angular/cdk/stepper';
import {
  afterNextRender,
  Component,
  computed,
  effect,
  inject,
  Injector,
  input,
  signal,
  untracked,
} from '@angular/core';
import { form, FormField, submit, validateTree, type FieldTree, type ValidationError } from '@angular/forms/signals';
import { MatButtonModule } from '@angular/material/button';
import { MatButtonToggleModule } from '@angular/material/button-toggle';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import { MatStepperModule } from '@angular/material/stepper';
import { Router, RouterLink } from '@angular/router';
import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import type { ListedLinkConsultant } from '@shared-care/contracts/link-consultants/answers';
import type { TreatmentOfUnit } from '@shared-care/contracts/treatments/answers';
import type { SimilarPatients } from '@shared-care/contracts/registration/answers';
import { TRACED } from '@shared-care/contracts/registration/shapes';
import { ageInWords } from '@shared-care/domain/age';
import { CHOSEN_SOURCES } from '@shared-care/domain/fact-source';
import { londonDate, londonTime, shortDate } from '@shared-care/domain/london-time';
import { formatNhsNumber } from '@shared-care/domain/nhs-number';
import { formalName } from '@shared-care/domain/patient-name';
import {
  ALLERGY_STATES,
  CENTRAL_LINES,
  DIAGNOSES,
  INHIBITOR_STATES,
  SEVERITIES,
  SEXES,
} from '@shared-care/domain/patient-facts';
import { TREATMENT_PURPOSES } from '@shared-care/domain/treatments';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { Field } from '@shared-care/ui/field/field';
import { Icon } from '@shared-care/ui/icon/icon';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Drafts } from '../forms/drafts';
import { HospitalPicker } from '../hospitals/hospital-picker';
import { Attempt } from '../core/attempt';
import { ServerClock } from '../core/server-clock';
import { UndoSnack } from '../core/undo-snack';
import { AlreadyHere } from './already-here';
import {
  EMPTY_SHEET,
  factsOf,
  fieldOf,
  problemsOf,
  sheetFromAlert,
  similarQueryOf,
  sourceOf,
  STEPS,
  stepOf,
  type RegistrationSheet,
  type SheetField,
} from './registration-sheet';

interface Draft {
  id: string;
  sheet: RegistrationSheet;
  settled: readonly string[];
  at: string;
}

const NARROW = '(max-width: 640px)';

/** A child comes into the register: by hand, or from an alert of an unmatched child. */
@Component({
  selector: 'sc-register-child',
  imports: [
    AlreadyHere,
    DayBox,
    Field,
    FormField,
    HospitalPicker,
    Icon,
    MatButtonModule,
    MatButtonToggleModule,
    MatFormFieldModule,
    MatInputModule,
    MatSelectModule,
    MatStepperModule,
    ProblemNote,
    RouterLink,
  ],
  providers: [{ provide: STEPPER_GLOBAL_OPTIONS, useValue: { showError: true } }],
  host: { class: 'u-block', '(window:beforeunload)': 'askBeforeUnload($event)' },
  templateUrl: './register-child.html',
  styleUrl: './register-child.scss',
})
export class RegisterChild {
  /** From the address: the alert whose unmatched child this is. */
  readonly alert = input<string>();

  private readonly api = inject(Api);
  private readonly drafts = inject(Drafts);
  private readonly router = inject(Router);
  private readonly clock = inject(ServerClock);
  private readonly snack = inject(UndoSnack);
  private readonly injector = inject(Injector);

  protected readonly sheet = signal<RegistrationSheet>(EMPTY_SHEET);
  protected readonly child: FieldTree<RegistrationSheet> = form(this.sheet, (path) => {
    validateTree(path, ({ value, fieldTree }) => problemsOf(value()).map((problem) => at(fieldTree, problem)));
  });
  protected readonly settled = signal<readonly string[]>([]);
  protected readonly unsettled = signal(0);
  protected readonly refused = signal<SimilarPatients | null>(null);
  protected readonly step = signal(0);
  protected readonly tried = signal(false);
  protected readonly attempt = new Attempt();
  protected readonly keptAt = signal<string | null>(null);
  protected readonly said = signal<AlertDetail | null>(null);
  protected readonly alertGone = signal(false);
  protected readonly narrow = signal(matchMedia(NARROW).matches);
  protected readonly treatments = signal<readonly TreatmentOfUnit[]>([]);
  protected readonly treatmentsHint = signal('');
  private readonly consultants = signal<readonly ListedLinkConsultant[]>([]);
  /** The record keeps this id however often it is sent. */
  private id: string = crypto.randomUUID();

  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly query = computed(() => similarQueryOf(this.sheet()));
  protected readonly age = computed(() => {
    const born = this.sheet().birthDate;
    return born !== '' && born <= this.today() ? ageInWords(born, this.today()) : '';
  });
  protected readonly problems = computed(() => {
    const all = this.child()
      .errorSummary()
      .map((error) => {
        const field = error.fieldTree().name().split('.').at(-1) ?? '';
        return { field, message: error.message ?? 'This cannot be right.' };
      });
    return STEPS.flatMap(({ fields }) => fields as readonly string[]).flatMap((field) => {
      const found = all.find((problem) => problem.field === field);
      return found === undefined ? [] : [found];
    });
  });
  protected readonly consultantsThere = computed(() =>
    this.consultants().filter((one) => one.hospital.id === this.sheet().hospitalId && one.inPost),
  );
  protected readonly tested = computed(() => this.sheet().inhibitor !== 'not_tested');
  protected readonly summary = computed(() => summaryOf(this.sheet(), this.consultants(), this.treatments()));

  protected readonly steps = STEPS;
  protected readonly sexes = Object.entries(SEXES);
  protected readonly traced = Object.entries(TRACED);
  protected readonly diagnoses = Object.entries(DIAGNOSES);
  protected readonly severities = Object.entries(SEVERITIES);
  protected readonly inhibitors = Object.entries(INHIBITOR_STATES);
  protected readonly lines = Object.entries(CENTRAL_LINES);
  protected readonly allergyStates = [
    ['known', 'Known'],
    ['none_known', 'None known'],
    ['not_recorded', 'Not asked'],
  ] as const;
  protected readonly purposes = Object.entries(TREATMENT_PURPOSES);
  protected readonly sources = Object.entries(CHOSEN_SOURCES);
  protected readonly labels = LABELS;

  constructor() {
    const query = matchMedia(NARROW);
    query.addEventListener('change', () => this.narrow.set(query.matches));
    effect(() => {
      const alert = this.alert();
      untracked(() => void this.begin(alert));
    });
    void this.loadConsultants();
    void this.loadTreatments();
    effect(() => {
      const there = this.consultantsThere();
      const chosen = untracked(this.sheet).linkConsultantId;
      if (there.some(({ id }) => id === chosen)) return;
      const only = there.length === 1 ? there[0]!.id : '';
      if (only !== chosen) this.sheet.update((sheet) => ({ ...sheet, linkConsultantId: only }));
    });
    effect(() => {
      const sheet = this.sheet();
      const settled = this.settled();
      if (sheet === EMPTY_SHEET) return;
      untracked(() => this.keep(sheet, settled));
    });
  }

  protected errorOf(step: number): boolean {
    return this.tried() && this.problems().some(({ field }) => stepOf(field) === step);
  }

  protected go(step: number): void {
    this.step.set(step);
    this.focusAfterDrawing(() => document.querySelector<HTMLElement>('.mat-step-header[aria-selected="true"]'));
  }

  protected chosen(event: StepperSelectionEvent): void {
    this.step.set(event.selectedIndex);
  }

  /** From the list of what is wrong to the box it is about. */
  protected show(field: string, event: Event): void {
    event.preventDefault();
    this.step.set(stepOf(field));
    this.focusAfterDrawing(() => null, field as SheetField);
  }

  protected discard(): void {
    const kept = { id: this.id, sheet: this.sheet(), settled: this.settled(), step: this.step() };
    this.snack.say('Draft discarded', { undo: () => this.bringBack(kept) });
    this.drafts.drop('registration', this.place());
    this.id = crypto.randomUUID();
    this.settled.set([]);
    this.refused.set(null);
    this.tried.set(false);
    this.attempt.forget();
    this.step.set(0);
    this.keptAt.set(null);
    const said = this.said();
    this.sheet.set(said === null ? EMPTY_SHEET : sheetFromAlert(said));
    this.child().reset();
  }

  private bringBack({ id, sheet, settled, step }: Omit<Draft, 'at'> & { step: number }): Promise<void> {
    this.id = id;
    this.settled.set(settled);
    this.sheet.set(sheet);
    this.step.set(step);
    return Promise.resolve();
  }

  /** Another page keeps the draft; a reload or a closed window would lose it (decision 0049). */
  protected askBeforeUnload(event: BeforeUnloadEvent): void {
    if (this.keptAt() !== null) event.preventDefault();
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    // Enter in a box of an earlier step goes on; Ctrl and Enter saves from anywhere.
    if (event.type === 'submit' && this.step() < STEPS.length - 1) return this.go(this.step() + 1);
    this.tried.set(true);
    const attendanceId = this.said()?.attendance?.id ?? null;
    let done: { patientId: string; alertId: string | null } | null = null;
    await submit(this.child, async () => {
      done = await this.attempt.run(() =>
        this.api.call('POST patients', {
          body: {
            id: this.id,
            facts: factsOf(this.sheet()),
            source: sourceOf(this.sheet()),
            notTheSame: [...this.settled()],
            attendanceId,
          },
        }),
      );
      const refusals = this.attempt.problem()?.errors ?? [];
      return done === null
        ? refusals.map(({ field, message }) => at(this.child, { field: fieldOf(field), message }))
        : undefined;
    });
    if (done !== null) return this.finish(done);
    const current = this.attempt.problem()?.current;
    if (current?.['similar'] !== undefined) this.refused.set(current as unknown as SimilarPatients);
    this.focusAfterDrawing(() => document.querySelector<HTMLElement>('.errors, sc-problem-note'));
  }

  private finish(done: { patientId: string; alertId: string | null }): void {
    const name = formalName({ ...this.sheet(), title: null });
    this.drafts.drop('registration', this.place());
    this.sheet.set(EMPTY_SHEET);
    this.keptAt.set(null);
    if (done.alertId !== null) {
      this.snack.say(`${name} is registered and matched`);
      void this.router.navigate(['/alerts', done.alertId]);
      return;
    }
    this.snack.say(`${name} is registered`, { undo: () => this.takeBack(done.patientId) });
    void this.router.navigate(['/patients', done.patientId]);
  }

  private async takeBack(patientId: string): Promise<void> {
    await this.api.call('POST patients/:id/strike-out', {
      params: { id: patientId },
      body: { because: 'Undone by who registered it.' },
    });
    await this.router.navigateByUrl('/patients');
  }

  private async begin(alertId: string | undefined): Promise<void> {
    if (alertId !== undefined) await this.loadAlert(alertId);
    const kept = this.drafts.get<Draft>('registration', this.place());
    if (kept !== null) {
      this.id = kept.id;
      this.settled.set(kept.settled);
      this.sheet.set(kept.sheet);
      this.keptAt.set(kept.at);
      return;
    }
    const said = this.said();
    if (said !== null) this.sheet.set(sheetFromAlert(said));
  }

  private async loadAlert(id: string): Promise<void> {
    try {
      const alert = await this.api.call('GET alerts/:id', { params: { id } });
      if (alert.patient === null && alert.attendance !== null) this.said.set(alert);
      else this.alertGone.set(true);
    } catch {
      this.alertGone.set(true);
    }
  }

  private async loadConsultants(): Promise<void> {
    try {
      this.consultants.set((await this.api.call('GET link-consultants')).consultants);
    } catch {
      // Without the list a consultant is named later, under People.
    }
  }

  private async loadTreatments(): Promise<void> {
    try {
      const { treatments } = await this.api.call('GET treatments');
      this.treatments.set(treatments.filter(({ state }) => state !== 'discarded'));
    } catch {
      this.treatmentsHint.set('The list could not be loaded. Add the treatment on the record.');
    }
  }

  private place(): string {
    return this.alert() ?? 'new';
  }

  private keep(sheet: RegistrationSheet, settled: readonly string[]): void {
    const at = londonTime(this.clock.read());
    this.drafts.keep('registration', this.place(), { id: this.id, sheet, settled, at } satisfies Draft);
    this.keptAt.set(at);
  }

  private focusAfterDrawing(find: () => HTMLElement | null, field?: SheetField): void {
    afterNextRender(
      () => {
        if (field === undefined) find()?.focus();
        else requestAnimationFrame(() => focusField(field, this.child, FRAMES));
      },
      { injector: this.injector },
    );
  }
}

/** How long a step may take until it is in sight: before that its boxes take no focus. */
const FRAMES = 30;

/** Boxes of Material do not all take the focus themselves. */
function focusField(field: SheetField, tree: FieldTree<RegistrationSheet>, frames: number): void {
  const host = document.querySelector<HTMLElement>(`[data-field="${field}"]`);
  const box = host?.querySelector<HTMLElement>('input:not([aria-hidden]), mat-select, button');
  if (box) box.focus();
  else tree[field]().focusBoundControl();
  if (box && document.activeElement !== box && frames > 0)
    requestAnimationFrame(() => focusField(field, tree, frames - 1));
}

function at(
  tree: object,
  { field, message }: { field: string; message: string },
): ValidationError.WithOptionalFieldTree {
  const fieldTree = (tree as Record<string, FieldTree<unknown> | undefined>)[field];
  return { kind: 'schema', message, ...(fieldTree === undefined ? {} : { fieldTree }) };
}

const LABELS: Readonly<Record<string, string>> = {
  familyName: 'Family name',
  givenName: 'Given names',
  preferredName: 'Called',
  birthDate: 'Born',
  sex: 'Sex',
  nhsNumber: 'NHS number',
  nhsNumberStatus: 'NHS number status',
  hospitalNumber: 'Hospital number',
  diagnosis: 'Diagnosis',
  severity: 'Severity',
  baselineLevel: 'Baseline level',
  inhibitor: 'Inhibitor',
  inhibitorOn: 'Day of the test',
  inhibitorTitre: 'Titre',
  centralLine: 'Central line',
  weightKg: 'Weight',
  weighedOn: 'Weighed on',
  allergyState: 'Allergies',
  allergies: 'Which allergies',
  treatmentId: 'Treatment',
  purpose: 'Given as',
  regimen: 'Regimen',
  treatedSince: 'Since',
  hospitalId: 'Hospital',
  linkConsultantId: 'Link consultant',
  phone: 'Telephone of the family',
  sourceKind: 'Where this comes from',
  sourceWords: 'In words',
};

/** What will be saved, in words, before it is. */
function summaryOf(
  sheet: RegistrationSheet,
  consultants: readonly ListedLinkConsultant[],
  treatments: readonly TreatmentOfUnit[],
): [string, string][] {
  const number = sheet.nhsNumber.replace(/\D/g, '');
  const consultant = consultants.find(({ id }) => id === sheet.linkConsultantId);
  const day = (date: string): string => (date === '' ? 'day not known' : shortDate(date));
  return [
    ['Child', sheet.familyName === '' ? 'Not recorded' : formalName({ ...sheet, title: null })],
    ['Born', sheet.birthDate === '' ? 'Not recorded' : shortDate(sheet.birthDate)],
    ['Sex', sheet.sex === '' ? 'Not recorded' : SEXES[sheet.sex]],
    [
      'NHS number',
      number === '' ? 'Not known' : `${formatNhsNumber(number)}, ${TRACED[sheet.nhsNumberStatus].toLowerCase()}`,
    ],
    ['Hospital number', sheet.hospitalNumber || 'Not recorded'],
    [
      'Diagnosis',
      sheet.diagnosis === '' ? 'Not recorded' : `${DIAGNOSES[sheet.diagnosis]}, ${SEVERITIES[sheet.severity]}`,
    ],
    ['Baseline level', sheet.baselineLevel === '' ? 'Not recorded' : `${sheet.baselineLevel} IU/dL`],
    [
      'Inhibitor',
      sheet.inhibitor === 'not_tested'
        ? 'Not tested'
        : `${INHIBITOR_STATES[sheet.inhibitor]}, ${day(sheet.inhibitorOn)}`,
    ],
    ['Central line', CENTRAL_LINES[sheet.centralLine]],
    ['Treatment', treatmentIn(sheet, treatments)],
    ['Weight', sheet.weightKg === '' ? 'Not recorded' : `${sheet.weightKg} kg, ${day(sheet.weighedOn)}`],
    ['Allergies', sheet.allergyState === '' ? 'Not asked' : sheet.allergies || ALLERGY_STATES[sheet.allergyState]],
    ['Link consultant', consultant === undefined ? 'None for now' : `${consultant.name}, ${consultant.hospital.name}`],
    ['Telephone', sheet.phone || 'Not recorded'],
  ];
}

function treatmentIn(sheet: RegistrationSheet, treatments: readonly TreatmentOfUnit[]): string {
  const name = treatments.find(({ id }) => id === sheet.treatmentId)?.name;
  if (name === undefined) return 'Not recorded';
  const parts = [
    name,
    sheet.purpose === '' ? '' : TREATMENT_PURPOSES[sheet.purpose].toLowerCase(),
    sheet.regimen.trim(),
  ];
  return parts.filter((part) => part !== '').join(', ');
}
