import type { FigureAnswer, FigureCounts } from '@shared-care/contracts/insights/answers';
import { FIGURES, type Figure } from '@shared-care/domain/figures';
import { hospitalWords, startWords } from './figure-words';

/** What the address of a list says beside figure, period and hospital. */
export interface Cell {
  part?: string;
  start?: string;
  hospital?: string;
}

export interface TableRow {
  head: string;
  cells: { count: number; cell: Cell }[];
  /** Median and 9 in 10, where the figure measures minutes. */
  minutes: (number | null)[];
}

export interface FigureTable {
  columns: string[];
  minutes: string[];
  groups: { caption: string; head: string; rows: TableRow[] }[];
}

/** The figure as tables: the whole with its weeks or months, then by hospital. Every count knows what it counts. */
export function figureTable(answer: FigureAnswer): FigureTable {
  const { parts, by, minutes, word }: Figure = FIGURES[answer.figure];
  const row = (head: string, counts: FigureCounts, at: Cell): TableRow => ({
    head,
    cells: [
      { count: counts.total, cell: at },
      ...Object.keys(parts).map((part) => ({ count: counts.parts[part] ?? 0, cell: { ...at, part } })),
    ],
    minutes: minutes === null ? [] : [counts.median, counts.ninth],
  });
  const all = row('All', answer.whole, {});
  return {
    columns: ['All', ...Object.values(parts)],
    minutes: minutes === null ? [] : ['Median, min', '9 in 10 within, min'],
    groups: [
      ...(by === null
        ? []
        : [
            {
              caption: `${word} by ${by}`,
              head: by === 'week' ? 'Week from' : 'Month',
              rows: [...answer.periods.map((one) => row(startWords(one.start, by), one, { start: one.start })), all],
            },
          ]),
      {
        caption: `${word} by hospital`,
        head: 'Hospital',
        rows: [
          ...answer.hospitals.map((one) =>
            row(hospitalWords(answer.figure, one.hospital), one, { hospital: one.hospital?.id ?? 'none' }),
          ),
          ...(by === null ? [all] : []),
        ],
      },
    ],
  };
}

/** The same as a file for a spreadsheet: commas, quotes, and nothing that a spreadsheet would run. */
export function tableCsv({ columns, minutes, groups }: FigureTable, definition: string): string {
  const field = (value: string | number | null): string => {
    const text = String(value ?? '');
    const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = groups.flatMap(({ head, rows }) => [
    [head, ...columns, ...minutes],
    ...rows.map((row) => [row.head, ...row.cells.map(({ count }) => count), ...row.minutes]),
    [],
  ]);
  // A spreadsheet knows by the mark that the file is UTF-8.
  return `\uFEFF${[...lines, [definition]].map((line) => line.map(field).join(',')).join('\r\n')}\r\n`;
}
