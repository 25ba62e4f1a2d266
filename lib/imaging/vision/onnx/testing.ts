/** Writes ONNX models for tests: the protobuf messages of onnx.proto (IR version 8, opset 13), by hand. */

const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)]);
const number = (field: number, value: number): number[] => [...varint(field << 3), ...varint(value)];
const bytes = (field: number, content: readonly number[]): number[] => [...varint((field << 3) | 2), ...varint(content.length), ...content];
const text = (field: number, value: string): number[] => bytes(field, [...new TextEncoder().encode(value)]);
const floats = (values: readonly number[]): number[] => [...new Uint8Array(Float32Array.from(values).buffer)];

const FLOAT = 1;

/** TensorProto: dims 1, data_type 2, name 8, raw_data 9. */
const tensor = (name: string, dims: readonly number[], values: readonly number[]): number[] => [...dims.flatMap((d) => number(1, d)), ...number(2, FLOAT), ...text(8, name), ...bytes(9, floats(values))];

/** ValueInfoProto: name 1, type 2 → TypeProto.tensor_type 1 → elem_type 1, shape 2 → dim 1 → dim_value 1. */
const value = (name: string, dims: readonly number[]): number[] =>
  [...text(1, name), ...bytes(2, bytes(1, [...number(1, FLOAT), ...bytes(2, dims.flatMap((d) => bytes(1, number(1, d))))]))];

/** NodeProto: input 1, output 2, name 3, op_type 4. */
const node = (type: string, inputs: readonly string[], output: string): number[] => [...inputs.flatMap((name) => text(1, name)), ...text(2, output), ...text(3, `${type}-${output}`), ...text(4, type)];

/** A 1 × 1 convolution from three channels to one, then a sigmoid: `sigmoid(weights · rgb + bias)` at every pixel. */
export function colourModel(size: { readonly width: number; readonly height: number }, weights: readonly [number, number, number], bias: number): Uint8Array {
  const graph = [
    ...bytes(1, node('Conv', ['picture', 'weights', 'bias'], 'sum')),
    ...bytes(1, node('Sigmoid', ['sum'], 'mask')),
    ...text(2, 'colour'),
    ...bytes(5, tensor('weights', [1, 3, 1, 1], weights)),
    ...bytes(5, tensor('bias', [1], [bias])),
    ...bytes(11, value('picture', [1, 3, size.height, size.width])),
    ...bytes(12, value('mask', [1, 1, size.height, size.width])),
  ];
  // ModelProto: ir_version 1, graph 7, opset_import 8 → version 2.
  return Uint8Array.from([...number(1, 8), ...bytes(7, graph), ...bytes(8, number(2, 13))]);
}
