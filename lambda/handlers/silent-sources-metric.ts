/** The metric by which an alarm learns of sources that have gone silent; `watch` writes it. */
export const silentSourcesMetric = { namespace: "Readouts", name: "SilentSources" } as const;
