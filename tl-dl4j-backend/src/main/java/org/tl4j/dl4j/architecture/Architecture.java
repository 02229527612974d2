package org.tl4j.dl4j.architecture;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.learning.config.IUpdater;
import org.tl4j.core.preprocessing.Preprocessing;

/**
 * A network structure, without weights, from the vertex {@value #INPUT} to the vertex {@value #OUTPUT}, a softmax. Immutable.
 */
public interface Architecture {
    /** The output vertex. */
    String OUTPUT = "output";

    /** The input vertex. */
    String INPUT = "input";

    /** What it is called: {@code resnet20}. */
    String name();

    /** The vertex whose output is usually taken as features. */
    String defaultBoundary();

    /** The bias of the classifier, among the published parameter names; its length is the number of classes. */
    String classifierBias();

    /** The prefixes of layer names of each layer group, from the input on. */
    List<String> groups();

    /**
     * The graph.
     *
     * @param input gives channels, height and width
     * @param classes how many outputs
     * @param recipe how it starts and is trained
     */
    ComputationGraphConfiguration configuration(Preprocessing input, int classes, Recipe recipe);

    /**
     * What a graph needs besides its structure.
     *
     * @param seed of the fresh weights
     * @param updater of all layers
     * @param l2 penalty on the weights, at least 0
     */
    record Recipe(long seed, IUpdater updater, double l2) {}
}
