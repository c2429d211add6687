const LARGE = 0x1_0000;

/** The same numbers with room for `length` of them; the array itself where it has. Room grows by a quarter, where it is large by an eighth. */
export function grown(numbers: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  if (length <= numbers.length) return numbers;
  const more = numbers.length >> (numbers.length < LARGE ? 2 : 3);
  const larger = new Int32Array(Math.max(length, numbers.length + more));
  larger.set(numbers);
  return larger;
}
