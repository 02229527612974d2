package org.tl4j.onnx.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Random;
import org.tl4j.core.engine.MatrixProduct;

/** A matrix product by ONNX Runtime. */
final class SessionProduct implements MatrixProduct {
    private final OrtSession session;
    private final OnnxTensor left;
    private final OnnxTensor right;

    private SessionProduct(OrtSession session, OnnxTensor left, OnnxTensor right) {
        this.session = session;
        this.left = left;
        this.right = right;
    }

    /** A product of two matrices of {@code side} rows and columns. */
    static SessionProduct of(OrtEnvironment environment, OrtSession.SessionOptions options, int side)
            throws OrtException {
        OnnxTensor left = matrix(environment, side, 1);
        OnnxTensor right = null;
        OrtSession session = null;
        try {
            right = matrix(environment, side, 2);
            session = environment.createSession(SmallModels.product(side), options);
            return new SessionProduct(session, left, right);
        } finally {
            if (session == null) {
                left.close();
                if (right != null) {
                    right.close();
                }
            }
        }
    }

    private static OnnxTensor matrix(OrtEnvironment environment, int side, long seed) throws OrtException {
        FloatBuffer values = ByteBuffer.allocateDirect(Math.multiplyExact(Math.multiplyExact(side, side), Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        Random random = new Random(seed);
        while (values.hasRemaining()) {
            values.put(random.nextFloat());
        }
        return OnnxTensor.createTensor(environment, values.rewind(), new long[] {side, side});
    }

    @Override
    public void compute() {
        try (OrtSession.Result result = session.run(Map.of("left", left, "right", right))) {
            result.get(0);
        } catch (OrtException e) {
            throw new IllegalStateException("a product of two matrices was refused", e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("a session was not closed", e);
        } finally {
            left.close();
            right.close();
        }
    }
}
