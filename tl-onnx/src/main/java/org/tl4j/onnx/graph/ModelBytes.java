package org.tl4j.onnx.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Parses a {@code ModelProto}. The values of large tensors are views of the bytes, not copies. Stateless and thread-safe. */
public final class ModelBytes {
    /** Of messages in messages. A model without control flow has about eight. */
    private static final int DEEPEST = 32;

    private ModelBytes() {}

    /**
     * Parses and checks a model.
     *
     * @param bytes from position to limit; they must not change while the model is in use
     * @param external whether initialisers may have their values elsewhere
     * @throws InvalidModelException if it is no valid model, as {@link ModelCheck} says
     */
    public static ModelProto checked(ByteBuffer bytes, boolean external) {
        ModelProto model = parse(bytes);
        ModelCheck.check(model, external);
        return model;
    }

    static ModelProto parse(ByteBuffer bytes) {
        CodedInputStream input = UnsafeByteOperations.unsafeWrap(bytes.slice().asReadOnlyBuffer())
                .newCodedInput();
        input.enableAliasing(true);
        input.setRecursionLimit(DEEPEST);
        input.setSizeLimit(Integer.MAX_VALUE);
        try {
            ModelProto model = ModelProto.parseFrom(input);
            input.checkLastTagWas(0);
            return model;
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidModelException(
                    "must be a whole ONNX file",
                    "one that is truncated, damaged or of another format (" + e.getMessage() + ")",
                    "get it again",
                    e);
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can always be read", e);
        }
    }
}
