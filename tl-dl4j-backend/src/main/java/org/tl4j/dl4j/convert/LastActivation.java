package org.tl4j.dl4j.convert;

import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** The function at the end of a network, if it saturates, so that large values become equal. */
final class LastActivation {
    private static final Set<Class<?>> SATURATING = Set.of(
            ActivationSoftmax.class,
            ActivationSigmoid.class,
            ActivationHardSigmoid.class,
            ActivationTanH.class,
            ActivationHardTanH.class);

    private final Layer layer;
    private final IActivation function;

    private LastActivation(Layer layer, IActivation function) {
        this.layer = layer;
        this.function = function;
    }

    /** The function of a vertex, or of the nearest vertex before it that changes values. */
    static Optional<LastActivation> of(ComputationGraph graph, String end) {
        ComputationGraphConfiguration configuration = graph.getConfiguration();
        String vertex = end;
        if (layer(graph, vertex) instanceof LossLayer loss && loss.getActivationFn() instanceof ActivationIdentity) {
            vertex = configuration.getVertexInputs().get(vertex).get(0);
        }
        Deque<String> behind = OutputDetection.passing(configuration, vertex);
        if (!behind.isEmpty()) {
            vertex = configuration.getVertexInputs().get(behind.getLast()).get(0);
        }
        Layer last = layer(graph, vertex);
        IActivation function = null;
        if (last instanceof BaseLayer base) {
            function = base.getActivationFn();
        } else if (last instanceof ActivationLayer activation) {
            function = activation.getActivationFn();
        }
        return function != null && SATURATING.contains(function.getClass())
                ? Optional.of(new LastActivation(last, function))
                : Optional.empty();
    }

    private static Layer layer(ComputationGraph graph, String vertex) {
        var found = graph.getVertex(vertex);
        return found.hasLayer() ? found.getLayer().conf().getLayer() : null;
    }

    /** Whether it equals the function at the end of another network. */
    boolean isThatOf(LastActivation other) {
        return function.getClass().equals(other.function.getClass());
    }

    /** Replaces it by the identity. */
    void open() {
        set(new ActivationIdentity());
    }

    /** Restores it. */
    void close() {
        set(function);
    }

    private void set(IActivation replacement) {
        if (layer instanceof BaseLayer base) {
            base.setActivationFn(replacement);
        } else if (layer instanceof ActivationLayer activation) {
            activation.setActivationFn(replacement);
        }
    }
}
