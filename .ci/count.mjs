// Prints "N passed, N failed, N skipped" from vitest's JSON results; steps outside the tests that failed or were skipped are counted too.
import { readFileSync } from 'node:fs';

const [, , file, failedSteps, skippedSteps] = process.argv;
let counts = { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0, numFailedTestSuites: 0 };
try {
  counts = JSON.parse(readFileSync(file, 'utf8'));
} catch (error) {
  console.error(`no test results: ${error.message}`);
}
const failed = Math.max(counts.numFailedTests, counts.numFailedTestSuites > 0 ? 1 : 0, Number(failedSteps));
const skipped = counts.numPendingTests + counts.numTodoTests + Number(skippedSteps);
console.log(`${counts.numPassedTests} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 || counts.numPassedTests === 0 ? 1 : 0;
