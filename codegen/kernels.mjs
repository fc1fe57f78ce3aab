// Compiles nlu/networks/kernels.as to nlu/networks/kernels.wasm.ts; with --check says whether that is up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { main as compile } from 'assemblyscript/asc';

const FOLDER = path.resolve(import.meta.dirname, '../nlu/networks');
const TARGET = path.join(FOLDER, 'kernels.wasm.ts');
const OPTIONS = ['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--enable', 'simd'];
const MEMORY = ['--importMemory', '--noExportMemory', '--initialMemory', '1'];

/** The text of kernels.wasm.ts as kernels.as compiles today. */
export async function compileKernels() {
  let binary;
  const { error } = await compile(['kernels.ts', '--outFile', 'kernels.wasm', ...OPTIONS, ...MEMORY], {
    readFile: (name) => (name === 'kernels.ts' ? readFileSync(path.join(FOLDER, 'kernels.as'), 'utf8') : null),
    writeFile: (_, contents) => (binary = contents),
    listFiles: () => [],
  });
  if (error) throw error;
  const lines = Buffer.from(binary)
    .toString('base64')
    .match(/.{1,110}/g)
    .map((line) => `  '${line}'`);
  return `// Generated from kernels.as by \`npm run codegen\`.\nexport const KERNELS =\n${lines.join(' +\n')};\n`;
}

if (import.meta.main) {
  const text = await compileKernels();
  if (!process.argv.includes('--check')) writeFileSync(TARGET, text);
  else if (readFileSync(TARGET, 'utf8') !== text) {
    console.error('nlu/networks/kernels.wasm.ts is not what kernels.as compiles to: npm run codegen');
    process.exitCode = 1;
  }
}
