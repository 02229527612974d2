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

    /** The name, for example {@code resnet20}. */
    String name();

    /** The vertex whose output is the features by default. */
    String defaultBoundary();

    /** The bias of the classifier, among the published parameter names; its length is the number of classes. */
    String classifierBias();

    /** Layer names of other publishers, each mapped to the name here. */
    default Map<String, String> layersOfOtherNames() {
        return Map.of();
    }

    /** The smallest side of the input in pixels: the one that gives a last feature map of one pixel. */
    default int smallestInput() {
        return 32;
    }

    /** A description of the input sizes that are supported. */
    default String inputSizes() {
        return "any from " + smallestInput() + " pixels per side";
    }

    /**
     * Checks that an input size is supported.
     *
     * @throws UsageException if not
     */
    default void require(ImageSize input) {
        if (Math.min(input.width(), input.height()) < smallestInput()) {
            throw new UsageException(
                    "input-size",
                    "must be at least " + smallestInput() + " pixels per side for " + name(),
                    input.toString(),
                    "");
        }
    }

    /** The layer groups without the classifier, starting at the input. */
    List<Group> groups();

    /**
     * Builds the graph.
     *
     * @param input gives channels, height and width
     * @param classes the number of outputs
     * @param initialisation seed and updater
     * @throws UsageException if the input size is not supported
     */
    ComputationGraphConfiguration configuration(Preprocessing input, int classes, Initialisation initialisation);

    /**
     * A group of layers.
     *
     * @param name name of the group
     * @param prefixes prefixes of the names of its layers: a whole name, or a name up to a dot
     */
    record Group(String name, List<String> prefixes) {
        public Group {
            prefixes = List.copyOf(prefixes);
        }

        /** The group of all layers whose names begin with its own. */
        static Group of(String name) {
            return new Group(name, List.of(name));
        }

        /** Whether a layer belongs to this group. */
        public boolean has(String layer) {
            return prefixes.stream().anyMatch(prefix -> layer.equals(prefix) || layer.startsWith(prefix + "."));
        }
    }

    /**
     * The settings that a graph needs besides its structure.
     *
     * @param seed seed of the fresh weights
     * @param updater updater of all layers
     */
    record Initialisation(long seed, IUpdater updater) {
        /** DL4J treats 0 as no seed, and then draws different weights each time. */
        private static final long SEED_FOR_ZERO = 0x5DEECE66DL;

        /** A seed that DL4J applies. */
        public static long accepted(long seed) {
            return seed == 0 ? SEED_FOR_ZERO : seed;
        }

        public Initialisation {
            seed = accepted(seed);
        }
    }
}
