/**
 * A Date that tells the time of a clock in shared memory; all else is the real Date's.
 * The cells are those of `VirtualClock` in ../clock.ts: the frozen time, or -1 and then an offset.
 */
export function sharedDate(buffer) {
  const cells = new BigInt64Array(buffer);
  const RealDate = globalThis.Date;
  const realNow = RealDate.now;

  const now = () => {
    const frozen = Atomics.load(cells, 0);
    return frozen === -1n ? realNow() + Number(Atomics.load(cells, 1)) : Number(frozen);
  };

  class SharedDate extends RealDate {
    constructor(...given) {
      if (given.length === 0) super(now());
      else super(...given);
    }

    static now() {
      return now();
    }
  }

  // `Date()` without `new` gives a text, which a class cannot.
  return new Proxy(SharedDate, { apply: () => new SharedDate().toString() });
}
