package org.tl4j.dl4j.architecture;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.learning.config.IUpdater;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.preprocessing.ImageSize;
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

    /** Names under which others publish the same layers, each with the name it has here. */
    default Map<String, String> layersOfOtherNames() {
        return Map.of();
    }

    /** How many pixels a side of the input must have at least: those that become one pixel of the last feature map. */
    default int smallestInput() {
        return 32;
    }

    /** In words, images of which sizes it takes. */
    default String inputSizes() {
        return "any from " + smallestInput() + " pixels a side";
    }

    /**
     * Checks that it can take images of a size.
     *
     * @throws UsageException if not
     */
    default void require(ImageSize input) {
        if (Math.min(input.width(), input.height()) < smallestInput()) {
            throw new UsageException(
                    "input-size",
                    "must be at least " + smallestInput() + " pixels a side for " + name(),
                    input.toString(),
                    "");
        }
    }

    /** The layer groups, from the input on, the classifier left out. */
    List<Group> groups();

    /**
     * The graph.
     *
     * @param input gives channels, height and width
     * @param classes how many outputs
     * @param initialisation how it starts and is trained
     * @throws UsageException if it cannot take images of that size
     */
    ComputationGraphConfiguration configuration(Preprocessing input, int classes, Initialisation initialisation);

    /**
     * Layers that belong together.
     *
     * @param name of the group
     * @param prefixes what the names of its layers begin with: a whole name, or one up to a dot
     */
    record Group(String name, List<String> prefixes) {
        public Group {
            prefixes = List.copyOf(prefixes);
        }

        /** The group of all layers whose names begin with its own. */
        static Group of(String name) {
            return new Group(name, List.of(name));
        }

        /** Whether a layer belongs to it. */
        public boolean has(String layer) {
            return prefixes.stream().anyMatch(prefix -> layer.equals(prefix) || layer.startsWith(prefix + "."));
        }
    }

    /**
     * What a graph needs besides its structure.
     *
     * @param seed of the fresh weights
     * @param updater of all layers
     */
    record Initialisation(long seed, IUpdater updater) {
        /** DL4J takes 0 for no seed at all, and draws other weights each time. */
        private static final long IN_PLACE_OF_ZERO = 0x5DEECE66DL;

        /** A seed that DL4J obeys. */
        public static long accepted(long seed) {
            return seed == 0 ? IN_PLACE_OF_ZERO : seed;
        }

        public Initialisation {
            seed = accepted(seed);
        }
    }
}
