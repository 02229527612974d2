package org.tl4j.onnx.runtime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.preprocessing.ImageBatch;

/**
 * A network in memory of ONNX Runtime. Thread-safe: several threads may run it at the same time, and {@link #close} waits for
 * them, since ONNX Runtime would crash.
 */
public final class OnnxSession implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final ModelFacts facts;

    /** Must live as long as the session, which reads the weights where they lie. */
    private final Collection<OnnxTensorLike> initialisers;

    private final Failure failure;
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;

    OnnxSession(
            OrtEnvironment environment,
            OrtSession session,
            ModelFacts facts,
            Collection<OnnxTensorLike> initialisers,
            Failure failure) {
        this.environment = environment;
        this.session = session;
        this.facts = facts;
        this.initialisers = List.copyOf(initialisers);
        this.failure = failure;
    }

    /** What is known of the model that it runs. */
    public ModelFacts facts() {
        return facts;
    }

    /**
     * How many values an output has per image.
     *
     * @throws org.tl4j.core.error.Tl4jException if there is no such output of floats, [n, width]
     */
    public int width(String output) {
        try {
            if (facts.outputs().containsKey(output)
                    && session.getOutputInfo().get(output).getInfo() instanceof TensorInfo info
                    && info.type == OnnxJavaType.FLOAT
                    && info.getShape().length == 2
                    && info.getShape()[1] > 0) {
                return Math.toIntExact(info.getShape()[1]);
            }
        } catch (OrtException e) {
            throw RuntimeFailure.of(e, failure, "must state its outputs");
        }
        throw failure.of(
                "must have the output " + output + ", floats of shape [n, width]",
                String.join(", ", facts.outputs().keySet()));
    }

    /**
     * Runs images through the network.
     *
     * @param targets for each output, by its name, what receives a row per image
     * @throws org.tl4j.core.error.Tl4jException if the images do not fit, or the network fails
     * @throws IllegalStateException if it was closed
     */
    public void run(ImageBatch images, Map<String, FeatureBatch> targets) {
        facts.requireImages(List.of((long) images.channels(), (long) images.height(), (long) images.width()), failure);
        use.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the network was closed");
            }
            int most = facts.fixedImages();
            if (most == 0 || most == images.images()) {
                run(images.values(), images.images(), images, targets);
            } else {
                runInParts(images, most, targets);
            }
        } catch (OrtException e) {
            throw RuntimeFailure.of(e, failure, "must compute the images that its input allows");
        } finally {
            use.readLock().unlock();
        }
    }

    /**
     * The types and shapes of all outputs that are tensors, for as many images as the network takes at once.
     *
     * @throws org.tl4j.core.error.Tl4jException if the images do not fit, or the network fails
     * @throws IllegalStateException if it was closed
     */
    public Map<String, TensorInfo> shapes(ImageBatch images) {
        use.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the network was closed");
            }
            Map<String, TensorInfo> shapes = new LinkedHashMap<>();
            long[] shape = {images.images(), images.channels(), images.height(), images.width()};
            try (OnnxTensor in = OnnxTensor.createTensor(
                            environment, images.values().duplicate().rewind(), shape);
                    OrtSession.Result result = session.run(Map.of(OnnxNetwork.IMAGES, in))) {
                for (Map.Entry<String, OnnxValue> output : result) {
                    if (output.getValue() instanceof OnnxTensor tensor) {
                        shapes.put(output.getKey(), tensor.getInfo());
                    }
                }
            }
            return shapes;
        } catch (OrtException e) {
            throw RuntimeFailure.of(e, failure, "must be one that ONNX Runtime can run");
        } finally {
            use.readLock().unlock();
        }
    }

    /** For a network whose number of images is fixed: the rest of the last part is not used. */
    private void runInParts(ImageBatch images, int size, Map<String, FeatureBatch> targets) throws OrtException {
        int values = images.channels() * images.height() * images.width();
        FloatBuffer input = direct(Math.multiplyExact(size, values));
        Map<String, FeatureBatch> parts = new HashMap<>();
        targets.forEach((output, target) -> parts.put(output, FeatureBatch.allocate(size, target.width())));
        for (int first = 0; first < images.images(); first += size) {
            int count = Math.min(size, images.images() - first);
            input.put(0, images.values(), first * values, count * values);
            run(input, size, images, parts);
            int from = first;
            targets.forEach((output, target) ->
                    target.values().put(from * target.width(), parts.get(output).values(), 0, count * target.width()));
        }
    }

    private void run(FloatBuffer input, int count, ImageBatch like, Map<String, FeatureBatch> targets)
            throws OrtException {
        long[] shape = {count, like.channels(), like.height(), like.width()};
        Map<String, OnnxTensor> outs = new HashMap<>();
        // all buffers are used where they lie
        try (OnnxTensor in =
                OnnxTensor.createTensor(environment, input.duplicate().rewind(), shape)) {
            for (Map.Entry<String, FeatureBatch> target : targets.entrySet()) {
                FeatureBatch batch = target.getValue();
                outs.put(
                        target.getKey(),
                        OnnxTensor.createTensor(
                                environment, batch.values().duplicate().rewind(), new long[] {count, batch.width()}));
            }
            session.run(Map.of(OnnxNetwork.IMAGES, in), Set.of(), outs).close();
        } finally {
            outs.values().forEach(OnnxTensor::close);
        }
    }

    private static FloatBuffer direct(int values) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(values, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** Waits for the calls under way and frees native memory; later calls fail. To close twice changes nothing. */
    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                try {
                    session.close();
                } finally {
                    initialisers.forEach(OnnxTensorLike::close);
                }
            }
        } catch (OrtException e) {
            throw new IllegalStateException("a session was not closed", e);
        } finally {
            use.writeLock().unlock();
        }
    }
}
