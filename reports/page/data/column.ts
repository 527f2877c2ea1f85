/**
 * Values that stand in the same place of many objects, packed. What is alike lies side by side, which is what makes it
 * short, and shorter still once it is compressed. It is JSON itself, and so are the values.
 */
export type Column =
  /** So many times this value. */
  | readonly ['same', number, unknown]
  /** The values as they are. */
  | readonly ['plain', readonly unknown[]]
  /** Whole numbers, to be divided by the first. */
  | readonly ['numbers', number, readonly number[]]
  /** The same, each less the one before. */
  | readonly ['steps', number, readonly number[]]
  /** Those of another column, which has no value twice: which of them, from 0. */
  | readonly ['pick', Column, readonly number[]]
  /** Arrays: the length of each, and the items of all. */
  | readonly ['lists', Column, Column]
  /**
   * Objects: all their keys; the shapes that they have, each the places of its keys in order; the shape of each object;
   * of each key the values, of those objects that have it.
   */
  | readonly [
      'objects',
      readonly string[],
      readonly (readonly number[])[],
      readonly number[],
      readonly Column[],
    ]
  /** Which of these columns each value comes from, in order: each has values of one kind. */
  | readonly ['kinds', readonly number[], readonly Column[]];
