import { X509Certificate } from "node:crypto";
import type { Fetcher } from "../../outside/fetcher.ts";
import type { SnsHome } from "./sns-home.ts";

/** A certificate of SNS, or why what was found is none. */
export type Found = { readonly certificate: X509Certificate } | { readonly reason: string };

export interface SigningCertificates {
  /**
   * @param url of a certificate at SNS's home
   * @throws Error where it cannot be had now
   */
  at(url: string): Promise<Found>;
}

const timeoutMs = 5_000;

/**
 * SNS's certificates, fetched once a process. That they are AWS's is vouched for by TLS to the pinned
 * host; so a redirect is not followed away, and the certificate must name SNS.
 */
export function signingCertificates(fetcher: Fetcher, home: SnsHome): SigningCertificates {
  const known = new Map<string, Promise<Found>>();
  const fetch = async (url: string): Promise<Found> => {
    const answer = await fetcher.fetch({
      url,
      hosts: [home.host],
      timeoutMs,
      etag: null,
      lastModified: null,
    });
    switch (answer.outcome) {
      case "fetched":
        return answer.url === url
          ? readCertificate(answer.bytes, home)
          : { reason: `its certificate's address leads to ${answer.url}` };
      case "refused":
        return { reason: `its certificate was not fetched: ${answer.reason}` };
      case "gone":
        return { reason: `there is no certificate at ${url}` };
      case "blocked":
      case "failed":
        throw new Error(`SNS's certificate cannot be fetched from ${url}: ${answer.reason}`);
      case "not-modified":
        throw new Error(`SNS's certificate cannot be fetched from ${url}: it is not there`);
      default:
        return answer satisfies never;
    }
  };
  return {
    at: async (url) => {
      const before = known.get(url);
      if (before !== undefined) return await before;
      const now = fetch(url);
      known.set(url, now);
      try {
        const found = await now;
        // A wrong one is asked for again: it may have been somebody's accident.
        if ("reason" in found) known.delete(url);
        return found;
      } catch (error) {
        known.delete(url);
        throw error;
      }
    },
  };
}

function readCertificate(bytes: Uint8Array, { owners }: SnsHome): Found {
  try {
    const certificate = new X509Certificate(bytes);
    const isOwned = owners.some((name) => certificate.checkHost(name, { wildcards: false }));
    return isOwned
      ? { certificate }
      : { reason: `its certificate is of ${certificate.subject}, not of SNS` };
  } catch {
    return { reason: "what lies at its certificate's address is no certificate" };
  }
}
