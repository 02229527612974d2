package org.tl4j.onnx.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import java.util.List;

/** Checks that a tensor of a model has a known type and as many bytes as its shape says. */
public final class TensorCheck {
    /** Values of one tensor: two GiB of floats, as one file of safetensors can hold. */
    static final long MOST_VALUES = (1L << 29) - 1;

    private static final int MOST_DIMENSIONS = 16;

    private TensorCheck() {}

    /**
     * Checks one tensor.
     *
     * @param external whether its values may be elsewhere
     * @throws InvalidModelException if it is not valid
     */
    static void check(TensorProto tensor, String name, boolean external) {
        ElementKind kind = ElementKind.of(tensor.getDataType())
                .orElseThrow(() -> new InvalidModelException(
                        "must have tensors of numbers", name + " with elements of type " + tensor.getDataType()));
        long values = values(tensor.getDimsList(), name);
        if (tensor.hasSegment()) {
            throw new InvalidModelException("must have whole tensors", name + " in segments");
        }
        if (isExternal(tensor)) {
            if (!external) {
                throw new InvalidModelException("must hold its values itself", name + " with values in another file");
            }
            return;
        }
        long given = tensor.getRawData().isEmpty()
                ? kind.listed(tensor)
                : tensor.getRawData().size();
        long needed = tensor.getRawData().isEmpty() ? values : values * kind.bytes();
        if (given != needed) {
            throw new InvalidModelException(
                    "must have as many values as the shape of each tensor says",
                    "%s of shape %s with %d %s"
                            .formatted(
                                    name,
                                    tensor.getDimsList(),
                                    given,
                                    tensor.getRawData().isEmpty() ? "values" : "bytes"));
        }
    }

    /** How many values a shape has. */
    static long values(List<Long> shape, String name) {
        long values = 1;
        for (long dimension : shape) {
            if (dimension < 0 || dimension > MOST_VALUES || shape.size() > MOST_DIMENSIONS) {
                throw new InvalidModelException("must have tensors of valid shapes", name + " of shape " + shape);
            }
            values *= dimension;
            if (values > MOST_VALUES) {
                throw new InvalidModelException(
                        "must have at most " + MOST_VALUES + " values in a tensor", name + " of shape " + shape);
            }
        }
        return values;
    }

    /** Whether a tensor has its values elsewhere. */
    public static boolean isExternal(TensorProto tensor) {
        return tensor.getDataLocation() == DataLocation.EXTERNAL || tensor.getExternalDataCount() > 0;
    }
}
