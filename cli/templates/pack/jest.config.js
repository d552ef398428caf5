'use strict';

/** Tests run as they were compiled: `npm test` compiles first. */
module.exports = { testMatch: ['<rootDir>/dist/**/*.test.js'], transform: {} };
