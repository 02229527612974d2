package org.tl4j.dl4j.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.network.OnnxTranslation;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.weights.Tensor;

/** What ONNX Runtime computes with a network that was written. */
public final class WrittenNetwork implements AutoCloseable {
    private final OrtEnvironment environment = environment();
    private final List<OnnxTensor> initialisers = new ArrayList<>();
    private final OrtSession session;

    private WrittenNetwork(OnnxNetwork network) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            Map<String, OnnxTensorLike> beside = new HashMap<>();
            for (Tensor tensor : network.tensors()) {
                OnnxTensor initialiser = OnnxTensor.createTensor(
                        environment,
                        tensor.values().duplicate(),
                        tensor.shape().stream().mapToLong(Integer::longValue).toArray());
                initialisers.add(initialiser);
                beside.put(tensor.name(), initialiser);
            }
            if (!beside.isEmpty()) {
                options.addExternalInitializers(beside);
            }
            options.setIntraOpNumThreads(1);
            this.session = environment.createSession(bytes(network.model()), options);
        }
    }

    /** On a thread with a large stack: ONNX Runtime searches the command line recursively when it starts (ADR 40). */
    private static OrtEnvironment environment() {
        FutureTask<OrtEnvironment> start = new FutureTask<>(OrtEnvironment::getEnvironment);
        new Thread(null, start, "onnxruntime-start", 256L << 20).start();
        try {
            return start.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /** Opens a network. */
    public static WrittenNetwork of(OnnxTranslation translation) throws OrtException {
        if (translation instanceof OnnxTranslation.Refused refused) {
            throw new AssertionError("was not written: " + refused.reason());
        }
        return new WrittenNetwork(((OnnxTranslation.Written) translation).network());
    }

    /** The names of the outputs. */
    public Set<String> outputs() {
        return session.getOutputNames();
    }

    /** An output for images, row by row. */
    public float[] run(String output, ImageBatch images) throws OrtException {
        return run(output, images.values(), images.images(), images.channels(), images.height(), images.width());
    }

    /** An output for images of a shape. */
    public float[] run(String output, FloatBuffer images, long... shape) throws OrtException {
        try (OnnxTensor input = OnnxTensor.createTensor(environment, images.duplicate(), shape);
                OrtSession.Result result = session.run(Map.of(OnnxNetwork.IMAGES, input), Set.of(output))) {
            OnnxTensor values = (OnnxTensor) result.get(output).orElseThrow();
            float[] floats = new float[values.getFloatBuffer().remaining()];
            values.getFloatBuffer().get(floats);
            return floats;
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
        initialisers.forEach(OnnxTensor::close);
    }
}
