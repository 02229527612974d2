package org.tl4j.onnx.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Arrays;
import java.util.Optional;

/** The types of elements that tensors of a model may have, with their sizes in the file. */
enum ElementKind {
    FLOAT(DataType.FLOAT, 4),
    UINT8(DataType.UINT8, 1),
    INT8(DataType.INT8, 1),
    UINT16(DataType.UINT16, 2),
    INT16(DataType.INT16, 2),
    INT32(DataType.INT32, 4),
    INT64(DataType.INT64, 8),
    BOOL(DataType.BOOL, 1),
    FLOAT16(DataType.FLOAT16, 2),
    DOUBLE(DataType.DOUBLE, 8),
    UINT32(DataType.UINT32, 4),
    UINT64(DataType.UINT64, 8),
    BFLOAT16(DataType.BFLOAT16, 2);

    private final DataType type;
    private final int bytes;

    ElementKind(DataType type, int bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    /** The kind with a number of the ONNX specification. */
    static Optional<ElementKind> of(int number) {
        return Arrays.stream(values())
                .filter(kind -> kind.type.getNumber() == number)
                .findFirst();
    }

    /** How many bytes an element takes in {@code raw_data}. */
    int bytes() {
        return bytes;
    }

    /** How many elements the list of this type has, where {@code raw_data} is not used. */
    int listed(TensorProto tensor) {
        return switch (this) {
            case FLOAT -> tensor.getFloatDataCount();
            case DOUBLE -> tensor.getDoubleDataCount();
            case INT64 -> tensor.getInt64DataCount();
            case UINT32, UINT64 -> tensor.getUint64DataCount();
            case UINT8, INT8, UINT16, INT16, INT32, BOOL, FLOAT16, BFLOAT16 -> tensor.getInt32DataCount();
        };
    }
}
