import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const FOLDERS = ['boot', 'cli', 'codegen', 'demo', 'gateway', 'nlu', 'pipeline', 'platform', 'subgraphs', 'console'];

interface CruiseReport {
  modules: {
    source: string;
    dependencies: { resolved: string; couldNotResolve: boolean; dependencyTypes: string[] }[];
  }[];
  summary: { violations: { rule: { name: string }; from: string; to: string }[] };
}

function cruise(...folders: string[]): CruiseReport {
  // Its exit code is the number of violations, which are in the report too.
  const { stdout: output } = spawnSync(
    process.execPath,
    [
      path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
      ...folders,
    ],
    { cwd: root, maxBuffer: 1 << 28, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  return JSON.parse(output) as CruiseReport;
}

describe('the house', () => {
  const report = cruise(...FOLDERS);
  const read = new Set(report.modules.map((module) => module.source));

  it('is read whole by the import rules', () => {
    const files = FOLDERS.flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root })).filter(
      (file) => !file.endsWith('.d.ts') && !file.startsWith('console/gql/') && !file.includes('node_modules'),
    );
    expect(files.length).toBeGreaterThan(100);
    expect(files.filter((file) => !read.has(file))).toEqual([]);
  });

  it('is read with its imports, types among them', () => {
    const gateway = report.modules.filter((module) => module.source.startsWith('gateway/'));
    expect(
      gateway.flatMap((module) => module.dependencies).some(({ resolved }) => resolved.startsWith('subgraphs/kit/')),
    ).toBe(true);
    const pipeline = report.modules.filter((module) => module.source.startsWith('pipeline/'));
    expect(
      pipeline
        .flatMap((module) => module.dependencies)
        .some(({ dependencyTypes }) => dependencyTypes.includes('type-only')),
    ).toBe(true);
  });

  it('breaks no import rule', () => {
    expect(report.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });

  it('gives every room the same floor plan', () => {
    for (const room of ['conversation', 'nlp', 'tagging', 'scraping', 'feedback', 'models'])
      for (const file of ['README.md', 'index.ts', 'migrations'])
        expect(existsSync(path.join(root, 'subgraphs', room, file)), `${room}/${file}`).toBe(true);
  });

  it('has no folder without a subject', () => {
    const files = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n');
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|shared|lib|misc)(\/|\.tsx?$)/.test(file))).toEqual([]);
  });
});
