/** What there is of each child, in the order in which the children first come. */
export function byChild<Row>(all: readonly Row[], childOf: (row: Row) => { id: string }): Row[][] {
  const children = new Map<string, Row[]>();
  for (const row of all) {
    const { id } = childOf(row);
    const theirs = children.get(id);
    if (theirs) theirs.push(row);
    else children.set(id, [row]);
  }
  return [...children.values()];
}
