/** One page's work: a query whose words are common but seldom together does not read the whole archive in one request. */
export const maxLooked = 60;
/** Read in one call, at least: a call takes time whatever it reads. */
const minRead = 6;
/** Not all candidates are as good as those before them. */
const margin = 1.25;

/** How many candidates a page is still in want of, by those that were looked at: each costs, and so does each call. */
export class Pace {
  readonly #limit: number;
  readonly #first: number;
  #looked = 0;
  #hits = 0;

  /** @param isTelling whether nearly all candidates are hits */
  constructor(limit: number, isTelling: boolean) {
    this.#limit = limit;
    this.#first = isTelling ? limit : Math.ceil(1.5 * limit);
  }

  see(isHit: boolean): void {
    this.#looked += 1;
    if (isHit) this.#hits += 1;
  }

  /** How many to read next. */
  next(): number {
    const left = Math.max(1, maxLooked - this.#looked);
    if (this.#looked === 0) return Math.min(left, Math.max(minRead, this.#first));
    const share = Math.max(this.#hits, 0.5) / this.#looked;
    const wanted = Math.ceil((margin * (this.#limit - this.#hits)) / share);
    return Math.min(left, Math.max(minRead, wanted));
  }
}
