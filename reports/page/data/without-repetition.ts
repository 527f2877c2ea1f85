/** The values without repetition, and for each value which of them it is. All values are of one kind. */
export function withoutRepetition<T>(values: readonly T[]): {
  readonly distinct: readonly T[];
  readonly picks: readonly number[];
} {
  const places = new Map<unknown, number>();
  const distinct: T[] = [];
  const picks = values.map((value) => {
    const spelling = typeof value === 'object' ? JSON.stringify(value) : value;
    const known = places.get(spelling);
    if (known !== undefined) return known;
    places.set(spelling, distinct.length);
    return distinct.push(value) - 1;
  });
  return { distinct, picks };
}
