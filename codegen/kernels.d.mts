/** The text of kernels.wasm.ts as kernels.as compiles today. */
export function compileKernels(): Promise<string>;
