package org.tl4j.dl4j.training;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.dl4j.graph.GraphEdits;

/**
 * ReLU with a faster gradient: ND4J's own takes several times as long (docs/dl4j-notes.md). It is used in training
 * graphs only and is never saved.
 */
@SuppressWarnings("EqualsHashCode") // the fields that DL4J compares are inherited
final class FastRelu extends ActivationReLU {
    private static final long serialVersionUID = 1L;

    /** Replaces every ReLU of {@code configuration}. */
    static void use(ComputationGraphConfiguration configuration) {
        for (String name : configuration.getVertices().keySet()) {
            if (GraphEdits.layer(configuration, name) instanceof ActivationLayer layer
                    && plain(layer.getActivationFn())) {
                layer.setActivationFn(new FastRelu());
            } else if (GraphEdits.layer(configuration, name) instanceof FusedConvolution layer
                    && plain(layer.getActivationFn())) {
                layer.setActivationFn(new FastRelu());
            }
        }
    }

    private static boolean plain(IActivation activation) {
        return activation.equals(new ActivationReLU());
    }

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
        assertShape(in, epsilon);
        INDArray gradient = Nd4j.exec(new Step(in, in.ulike()));
        return new Pair<>(gradient.muli(epsilon), null);
    }
}
