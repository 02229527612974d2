package org.tl4j.onnx.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.tl4j.core.engine.MatrixProduct;
import org.tl4j.core.weights.Tensor;

/**
 * Opens sessions of ONNX Runtime. Thread-safe.
 *
 * <p>Weights are handed over where they lie, before the graph is optimised, so that convolutions and batch norms are joined as
 * if the model held them: {@code addInitializer} would give them too late for that. The arena is on, since its size is bounded
 * by the largest batch; so is the memory pattern, since batches have few sizes.
 */
public final class Sessions {
    private final OrtEnvironment environment;
    private final int threads;
    private final boolean spinning;
    private final boolean cuda;

    /**
     * Sessions of one environment.
     *
     * @param threads that compute a batch together, at least 1
     * @param spinning whether they wait for work by spinning
     * @param cuda whether they compute on a graphics card, which {@link ComputeDevice} has tried
     */
    public Sessions(OrtEnvironment environment, int threads, boolean spinning, boolean cuda) {
        this.environment = environment;
        this.threads = threads;
        this.spinning = spinning;
        this.cuda = cuda;
    }

    /**
     * Opens a model; the caller closes it.
     *
     * @param failure makes the errors
     * @throws org.tl4j.core.error.Tl4jException that {@code failure} makes, if ONNX Runtime refuses it
     * @throws org.tl4j.core.error.EnvironmentException if memory does not suffice
     */
    public OnnxSession open(CheckedModel model, Failure failure) {
        Map<String, OnnxTensorLike> initialisers = new HashMap<>();
        boolean opened = false;
        try (OrtSession.SessionOptions options = options()) {
            for (Tensor tensor : model.external()) {
                initialisers.put(tensor.name(), tensor(tensor));
            }
            if (!initialisers.isEmpty()) {
                options.addExternalInitializers(initialisers);
            }
            OrtSession session = environment.createSession(bytes(model.network().model()), options);
            opened = true;
            return new OnnxSession(environment, session, model.facts(), initialisers.values(), failure);
        } catch (OrtException e) {
            throw RuntimeFailure.of(e, failure, "must be one that ONNX Runtime can run");
        } catch (OutOfMemoryError e) { // copies of parameters that lie in the heap, outside of it
            throw RuntimeFailure.memory(e);
        } finally {
            if (!opened) {
                initialisers.values().forEach(OnnxTensorLike::close);
            }
        }
    }

    /** A product of two matrices of {@code side} rows and columns; the caller closes it. */
    public MatrixProduct product(int side) {
        try (OrtSession.SessionOptions options = options()) {
            return SessionProduct.of(environment, options, side);
        } catch (OrtException e) {
            throw new IllegalStateException("a product of two matrices was refused", e);
        }
    }

    private OnnxTensor tensor(Tensor tensor) throws OrtException {
        long[] shape = tensor.shape().stream().mapToLong(Integer::longValue).toArray();
        // in place if the buffer is direct, else a copy outside the heap
        return OnnxTensor.createTensor(environment, tensor.values().duplicate().rewind(), shape);
    }

    private OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        try {
            set(options);
            return options;
        } catch (OrtException | RuntimeException e) {
            options.close();
            throw e;
        }
    }

    private void set(OrtSession.SessionOptions options) throws OrtException {
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
        options.setInterOpNumThreads(1);
        // a number of its own, and not 0, so that threads are not tied to cores that other programs may use
        options.setIntraOpNumThreads(threads);
        options.addConfigEntry("session.intra_op.allow_spinning", spinning ? "1" : "0");
        // smaller and smaller blocks, so that a thread that lost its core does not hold up the others
        options.addConfigEntry("session.dynamic_block_base", "4");
        if (cuda) {
            CudaTrial.add(options);
        }
    }

    private static byte[] bytes(ByteBuffer model) {
        byte[] bytes = new byte[model.remaining()];
        model.get(bytes);
        return bytes;
    }
}
