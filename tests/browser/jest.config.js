import base from "../../jest.config.js";

/** The pages in a real browser: `npm run test:browser`. */
export default {
  ...base,
  rootDir: "../..",
  testMatch: ["<rootDir>/tests/browser/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
};
