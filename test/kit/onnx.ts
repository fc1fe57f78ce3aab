// ONNX is protocol buffers: field numbers from onnx.proto3, IR version 8, operators of version 17.
const FLOAT = 1;
const INT64 = 7;

/** An ONNX model that turns `input_ids` (batch, sequence) into `last_hidden_state` (batch, sequence, D) by a table of embeddings (V, D). */
export function onnxModel(table: readonly (readonly number[])[]): Uint8Array {
  const dimensions = table[0]?.length ?? 0;
  const weights = Buffer.from(Float32Array.from(table.flat()).buffer);
  const gather = [text(1, 'table'), text(1, 'input_ids'), text(2, 'last_hidden_state'), text(4, 'Gather')];
  const initializer = [
    whole(1, table.length),
    whole(1, dimensions),
    whole(2, FLOAT),
    text(8, 'table'),
    bytes(9, weights),
  ];
  const graph = [
    bytes(1, joined(gather)),
    text(2, 'embeddings'),
    bytes(5, joined(initializer)),
    bytes(11, valueInfo('input_ids', INT64, ['batch', 'sequence'])),
    bytes(11, valueInfo('attention_mask', INT64, ['batch', 'sequence'])),
    bytes(12, valueInfo('last_hidden_state', FLOAT, ['batch', 'sequence', dimensions])),
  ];
  return joined([whole(1, 8), bytes(7, joined(graph)), bytes(8, joined([text(1, ''), whole(2, 17)]))]);
}

function valueInfo(name: string, type: number, shape: readonly (string | number)[]): Buffer {
  const dimensions = shape.map((size) => bytes(1, typeof size === 'string' ? text(2, size) : whole(1, size)));
  const tensor = joined([whole(1, type), bytes(2, joined(dimensions))]);
  return joined([text(1, name), bytes(2, bytes(1, tensor))]);
}

function joined(fields: readonly Buffer[]): Buffer {
  return Buffer.concat(fields);
}

function text(field: number, value: string): Buffer {
  return bytes(field, Buffer.from(value));
}

function bytes(field: number, value: Buffer): Buffer {
  return joined([varint(field * 8 + 2), varint(value.length), value]);
}

function whole(field: number, value: number): Buffer {
  return joined([varint(field * 8), varint(value)]);
}

function varint(value: number): Buffer {
  const groups: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...groups, rest]);
    groups.push((rest % 128) + 128);
  }
}
