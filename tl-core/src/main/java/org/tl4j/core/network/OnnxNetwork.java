package org.tl4j.core.network;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.List;
import org.tl4j.core.weights.Tensor;

/**
 * A network as an ONNX model whose large parameters are beside it, so that another engine can run it, and a bundle holds
 * its weights once.
 *
 * <p>The model has one input, {@value #IMAGES}, floats of shape [n, channels, height, width], where only {@code n} may vary,
 * and at least one of the outputs {@value #FEATURES}, [n, width], and {@value #PROBABILITIES}, [n, classes]. An initialiser
 * with external data has the name and shape of one of the tensors; the location that it states is not read.
 *
 * @param model the bytes of a {@code ModelProto} of the ONNX specification; the accessor gives a read-only view of its own
 * @param tensors the initialisers that the model does not hold, in any order
 */
public record OnnxNetwork(ByteBuffer model, List<Tensor> tensors) {
    /** The name of the input. */
    public static final String IMAGES = "images";

    /** The name of the output of features, which the output layer takes. */
    public static final String FEATURES = "features";

    /** The name of the output of class probabilities. */
    public static final String PROBABILITIES = "probabilities";

    /** The entry of a bundle that holds the model; its tensors are in the entry {@value NetworkContents#WEIGHTS}. */
    public static final String ENTRY = "network.onnx";

    public OnnxNetwork {
        model = model.slice().asReadOnlyBuffer();
        tensors = List.copyOf(requireNonNull(tensors, "tensors is null"));
    }

    @Override
    public ByteBuffer model() {
        return model.duplicate();
    }
}
