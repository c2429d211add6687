/** ESM sources, transformed by swc; the type check is `npm run typecheck`. */
export default {
  testEnvironment: "node",
  testMatch: ["<rootDir>/tests/**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2023" }, module: { type: "es6" } },
    ],
  },
  testPathIgnorePatterns: ["/node_modules/", "<rootDir>/tests/browser/"],
  globalSetup: "<rootDir>/tests/dynamodb-start.js",
  globalTeardown: "<rootDir>/tests/dynamodb-stop.js",
  testSequencer: "<rootDir>/tests/longest-first.js",
  testTimeout: 60_000,
  // Jest leaves one core idle unless told otherwise: of two, that is half.
  maxWorkers: "100%",
};
