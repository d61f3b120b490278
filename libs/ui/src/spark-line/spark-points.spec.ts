import { describe, expect, it } from 'vitest';
import { HEIGHT, sparkPoints, WIDTH } from './spark-points';

describe('a line of values', () => {
  it('goes along by day and up by size, inside its box', () => {
    const points = sparkPoints([
      { on: '2026-01-01', value: 20 },
      { on: '2026-01-11', value: 22 },
      { on: '2026-03-01', value: 24 },
    ]);
    expect(points[1]!.x - points[0]!.x).toBeLessThan(points[2]!.x - points[1]!.x);
    expect(points[0]!.y).toBeGreaterThan(points[1]!.y);
    expect(points[1]!.y).toBeGreaterThan(points[2]!.y);
    for (const { x, y } of points) {
      expect(x > 0 && x < WIDTH).toBe(true);
      expect(y > 0 && y < HEIGHT).toBe(true);
    }
  });

  it('lies level when nothing changed', () => {
    const [one, other] = sparkPoints([
      { on: '2026-01-01', value: 4 },
      { on: '2026-02-01', value: 4 },
    ]);
    expect(one!.y).toBe(other!.y);
    expect(sparkPoints([])).toEqual([]);
  });
});
