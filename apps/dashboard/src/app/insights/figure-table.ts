import type { FigureAnswer, FigureCounts } from '@shared-care/contracts/insights/answers';
import { FIGURES, type Figure, type FigureName } from '@shared-care/domain/figures';
import { hospitalWords, raised, startWords } from './figure-words';

/** What the address of a list says beside figure, period and hospital. */
export interface Cell {
  part?: string;
  start?: string;
  bin?: string;
  hospital?: string;
}

export interface TableRow {
  head: string;
  cells: { count: number; cell: Cell }[];
  /** What is measured beside the counts, such as median and 9 in 10. */
  values: (number | null)[];
}

export interface FigureTable {
  groups: { caption: string; head: string; columns: string[]; values: string[]; rows: TableRow[] }[];
}

/** Of each row that is measured: its columns, and what they hold. */
function measured({ figure }: FigureAnswer): { values: string[]; of(counts: FigureCounts): (number | null)[] } {
  const { minutes }: Figure = FIGURES[figure];
  if (figure === 'load_by_person') return { values: ['Per nurse per shift'], of: ({ perShift }) => [perShift] };
  return minutes === null
    ? { values: [], of: () => [] }
    : { values: ['Median, min', '9 in 10 within, min'], of: ({ median, ninth }) => [median, ninth] };
}

/** The figure as tables: its weeks or months, the columns of its histogram, then hospitals. Every count knows what it counts. */
export function figureTable(answer: FigureAnswer): FigureTable {
  const { parts, by, minutes, word, bins }: Figure = FIGURES[answer.figure];
  const { values, of } = measured(answer);
  const row = (head: string, counts: FigureCounts, at: Cell): TableRow => ({
    head,
    cells: [
      { count: counts.total, cell: at },
      ...Object.keys(parts).map((part) => ({ count: counts.parts[part] ?? 0, cell: { ...at, part } })),
    ],
    values: of(counts),
  });
  const all = row('All', answer.whole, {});
  const shared = { columns: ['All', ...Object.values(parts)], values };
  const periods = answer.periods.map((one) => row(startWords(one.start, by), one, { start: one.start }));
  // Minutes fall into columns of minutes and no other way.
  const binned = (bin: FigureAnswer['bins'][number]): TableRow => {
    const whole = row(bins!.names[bin.bin] ?? bin.bin, bin, { bin: bin.bin });
    return { ...whole, cells: minutes === null ? whole.cells : whole.cells.slice(0, 1), values: [] };
  };
  const hospitals = answer.hospitals.map((one) =>
    row(hospitalWords(answer.figure, one.hospital), one, { hospital: one.hospital?.id ?? 'none' }),
  );
  return {
    groups: [
      ...(by === null
        ? []
        : [
            {
              caption: `${word} by ${by}`,
              head: by === 'week' ? 'Week from' : 'Month',
              ...shared,
              rows: [...periods, all],
            },
          ]),
      ...(bins === null
        ? []
        : [
            {
              caption: bins.word,
              head: BIN_HEADS[answer.figure] ?? 'Minutes',
              columns: minutes === null ? shared.columns : ['All'],
              values: [],
              rows: (answer.figure === 'acted_on' ? raised(answer) : answer.bins).map(binned),
            },
          ]),
      {
        caption: `${word} by hospital`,
        head: 'Hospital',
        ...shared,
        rows: [...hospitals, ...(by === null ? [all] : [])],
      },
    ],
  };
}

const BIN_HEADS: Partial<Record<FigureName, string>> = { load_by_hour: 'Hour from', acted_on: 'Trigger' };

/** The same as a file for a spreadsheet: commas, quotes, and nothing that a spreadsheet would run. */
export function tableCsv({ groups }: FigureTable, definition: string): string {
  const field = (value: string | number | null): string => {
    const text = String(value ?? '');
    const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = groups.flatMap(({ head, columns, values, rows }) => [
    [head, ...columns, ...values],
    ...rows.map((row) => [row.head, ...row.cells.map(({ count }) => count), ...row.values]),
    [],
  ]);
  // A spreadsheet knows by the mark that the file is UTF-8.
  return `\uFEFF${[...lines, [definition]].map((line) => line.map(field).join(',')).join('\r\n')}\r\n`;
}
