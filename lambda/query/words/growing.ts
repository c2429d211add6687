/** The same numbers with room for `length` of them; the array itself where it has. Room grows by half. */
export function grown(numbers: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  if (length <= numbers.length) return numbers;
  const more = new Int32Array(Math.max(length, Math.ceil(numbers.length * 1.5)));
  more.set(numbers);
  return more;
}
