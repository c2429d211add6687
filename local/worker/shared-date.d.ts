/** A Date that tells the time of a `VirtualClock`'s shared memory. */
export function sharedDate(buffer: SharedArrayBuffer): DateConstructor;
