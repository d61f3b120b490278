export interface SparkValue {
  /** `yyyy-mm-dd` */
  on: string;
  value: number;
}

export const WIDTH = 144;
export const HEIGHT = 44;
const EDGE = 5;

/** Where each value stands: along by its day, up by its size. Two values that are the same stand in the middle. */
export function sparkPoints(values: readonly SparkValue[]): { x: number; y: number }[] {
  const days = values.map(({ on }) => Date.parse(`${on}T00:00:00Z`));
  const sizes = values.map(({ value }) => value);
  const along = scale(days, EDGE, WIDTH - EDGE - 3);
  const up = scale(sizes, HEIGHT - EDGE, EDGE);
  return values.map((_, index) => ({ x: along(days[index]!), y: up(sizes[index]!) }));
}

function scale(of: readonly number[], from: number, to: number): (value: number) => number {
  const [least, most] = [Math.min(...of), Math.max(...of)];
  return (value) => (least === most ? (from + to) / 2 : from + ((value - least) / (most - least)) * (to - from));
}
