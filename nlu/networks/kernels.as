// AssemblyScript: the inner loops of the networks, four numbers at a time (WebAssembly SIMD). Compiled by codegen/kernels.mjs.
// All arguments ending in nothing else are byte offsets into the memory; widths are multiples of 4 and arrays lie at multiples of 16.
// Nothing here depends on the machine: sums are taken in a fixed order and no fused multiply-add is used.

@inline
function sumOf(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3);
}

/** out (width) += Σ scales[i] · table[rows[i]], table (R, width). */
export function gather(out: usize, table: usize, rows: usize, scales: usize, count: i32, width: i32): void {
  const end = out + (<usize>width << 2);
  for (let i = 0; i < count; i++) {
    let from = table + (<usize>(load<i32>(rows + (<usize>i << 2)) * width) << 2);
    const scale = f32x4.splat(load<f32>(scales + (<usize>i << 2)));
    for (let to = out; to < end; to += 16, from += 16) {
      v128.store(to, f32x4.add(v128.load(to), f32x4.mul(scale, v128.load(from))));
    }
  }
}

/** As `gather` over a table of eight-bit numbers; its width is a multiple of 8. */
export function gatherBytes(out: usize, table: usize, rows: usize, scales: usize, count: i32, width: i32): void {
  const end = out + (<usize>width << 2);
  for (let i = 0; i < count; i++) {
    let from = table + <usize>(load<i32>(rows + (<usize>i << 2)) * width);
    const scale = f32x4.splat(load<f32>(scales + (<usize>i << 2)));
    for (let to = out; to < end; to += 32, from += 8) {
      const eight = v128.load8x8_s(from);
      const low = f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(eight));
      const high = f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(eight));
      v128.store(to, f32x4.add(v128.load(to), f32x4.mul(scale, low)));
      v128.store(to + 16, f32x4.add(v128.load(to + 16), f32x4.mul(scale, high)));
    }
  }
}

/** table[rows[i]] takes an AdaGrad step against scales[i] · gradient (width); each row has one sum of squared gradients in `squares`. */
export function scatter(
  gradient: usize, table: usize, squares: usize, rows: usize, scales: usize, count: i32, width: i32, rate: f32,
): void {
  const end = gradient + (<usize>width << 2);
  let sum = f32x4.splat(0);
  for (let g = gradient; g < end; g += 16) {
    const v = v128.load(g);
    sum = f32x4.add(sum, f32x4.mul(v, v));
  }
  const mean: f32 = sumOf(sum) / <f32>width;
  if (mean == 0) return;
  for (let i = 0; i < count; i++) {
    const row = load<i32>(rows + (<usize>i << 2));
    const scale = load<f32>(scales + (<usize>i << 2));
    const square = squares + (<usize>row << 2);
    const total = load<f32>(square) + mean * scale * scale;
    store<f32>(square, total);
    const step = f32x4.splat(rate * scale / sqrt<f32>(total));
    let to = table + (<usize>(row * width) << 2);
    for (let g = gradient; g < end; g += 16, to += 16) {
      v128.store(to, f32x4.sub(v128.load(to), f32x4.mul(step, v128.load(g))));
    }
  }
}

/**
 * Of each filter over a window of n = window · stride numbers, its largest dot product over the positions of x, plus bias, not below 0;
 * and at which position. Reads up to three positions past the last, whose products are not taken.
 */
export function convolve(
  x: usize, filters: usize, biases: usize, out: usize, best: usize, positions: i32, stride: i32, n: i32, count: i32,
): void {
  const strideBytes = <usize>stride << 2;
  const filterBytes = <usize>n << 2;
  for (let f = 0; f < count; f++) {
    const filter = filters + <usize>f * filterBytes;
    const end = filter + filterBytes;
    let top: f32 = -Infinity;
    let at = 0;
    for (let t = 0; t < positions; t += 4) {
      let s0 = f32x4.splat(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      let p = x + <usize>t * strideBytes;
      for (let w = filter; w < end; w += 16, p += 16) {
        const v = v128.load(w);
        s0 = f32x4.add(s0, f32x4.mul(v, v128.load(p)));
        s1 = f32x4.add(s1, f32x4.mul(v, v128.load(p + strideBytes)));
        s2 = f32x4.add(s2, f32x4.mul(v, v128.load(p + 2 * strideBytes)));
        s3 = f32x4.add(s3, f32x4.mul(v, v128.load(p + 3 * strideBytes)));
      }
      const d0 = sumOf(s0);
      const d1 = sumOf(s1);
      const d2 = sumOf(s2);
      const d3 = sumOf(s3);
      if (d0 > top) { top = d0; at = t; }
      if (t + 1 < positions && d1 > top) { top = d1; at = t + 1; }
      if (t + 2 < positions && d2 > top) { top = d2; at = t + 2; }
      if (t + 3 < positions && d3 > top) { top = d3; at = t + 3; }
    }
    top += load<f32>(biases + (<usize>f << 2));
    store<f32>(out + (<usize>f << 2), max<f32>(top, 0));
    store<i32>(best + (<usize>f << 2), at);
  }
}

/** The way back of `convolve`: adds to dx what each filter passes on, and takes an AdaGrad step with each filter and its bias. */
export function convolveBack(
  dout: usize, x: usize, dx: usize, filters: usize, squares: usize, biases: usize, best: usize, stride: i32, n: i32, count: i32, rate: f32,
): void {
  const filterBytes = <usize>n << 2;
  for (let f = 0; f < count; f++) {
    const place = <usize>f << 2;
    const gradient = load<f32>(dout + place);
    if (gradient == 0) continue;
    const offset = <usize>(load<i32>(best + place) * stride) << 2;
    const end = x + offset + filterBytes;
    let sum = f32x4.splat(0);
    for (let p = x + offset; p < end; p += 16) {
      const v = v128.load(p);
      sum = f32x4.add(sum, f32x4.mul(v, v));
    }
    const total = load<f32>(squares + place) + gradient * gradient * (sumOf(sum) + 1) / <f32>n;
    store<f32>(squares + place, total);
    const step = rate * gradient / sqrt<f32>(total);
    const gradients = f32x4.splat(gradient);
    const steps = f32x4.splat(step);
    let w = filters + <usize>f * filterBytes;
    let d = dx + offset;
    for (let p = x + offset; p < end; p += 16, d += 16, w += 16) {
      const weight = v128.load(w);
      v128.store(d, f32x4.add(v128.load(d), f32x4.mul(weight, gradients)));
      v128.store(w, f32x4.sub(weight, f32x4.mul(steps, v128.load(p))));
    }
    store<f32>(biases + place, load<f32>(biases + place) - step);
  }
}

/**
 * The way back of out = Σ values[i] · table[rows[i]]: back[i] = table[rows[i]] · gradient, then an AdaGrad step with each of the row's
 * numbers, whose summed squares `squares` holds in the same shape.
 */
export function affineBack(
  gradient: usize, table: usize, squares: usize, rows: usize, values: usize, back: usize, count: i32, width: i32, rate: f32,
): void {
  const rates = f32x4.splat(rate);
  const end = gradient + (<usize>width << 2);
  for (let i = 0; i < count; i++) {
    const place = <usize>i << 2;
    const value = f32x4.splat(load<f32>(values + place));
    const offset = <usize>(load<i32>(rows + place) * width) << 2;
    let w = table + offset;
    let q = squares + offset;
    let sum = f32x4.splat(0);
    for (let g = gradient; g < end; g += 16, w += 16, q += 16) {
      const slope = v128.load(g);
      const weight = v128.load(w);
      sum = f32x4.add(sum, f32x4.mul(weight, slope));
      const own = f32x4.mul(slope, value);
      const total = f32x4.add(v128.load(q), f32x4.mul(own, own));
      v128.store(q, total);
      v128.store(w, f32x4.sub(weight, f32x4.div(f32x4.mul(rates, own), f32x4.sqrt(total))));
    }
    store<f32>(back + place, sumOf(sum));
  }
}
