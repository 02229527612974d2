package org.tl4j.core.backbone;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;

/** The backbones that can be had by name. Thread-safe. */
public interface BackboneCatalog {
    /**
     * All entries, in the order of preference for photos of any kind. An imported network whose entry is damaged is left out,
     * with a warning.
     */
    List<BackboneEntry> entries();

    /**
     * One entry, as it is asked for: fed with images of the size of the request. A name that no entry has stands for the
     * first one whose name goes on after it with a dash.
     *
     * @throws org.tl4j.core.error.UsageException if there is none of that name (the nearest is suggested), or a damaged one,
     *     the network cannot take images of that size, or, where its structure is known without a file, it has no such
     *     boundary
     */
    BackboneEntry entry(BackboneRequest request);

    /**
     * The structure of what is asked for. No weights are read, unless the graph lies in a zip of Deeplearning4j, of which all
     * is read; a file that holds the graph is not looked for on the web, and its digest is not checked.
     *
     * @return empty where the graph lies in a file that is not at hand
     * @throws org.tl4j.core.error.UsageException as {@link #entry}
     * @throws org.tl4j.core.error.WeightsException if the graph lies in a file that is not what it must be
     */
    Optional<NetworkStructure> structure(BackboneRequest request);

    /** Whether the weights of an entry can be read now, without a file named by the user. */
    boolean available(BackboneEntry entry);

    /**
     * Builds a backbone and fills it with its weights.
     *
     * @throws org.tl4j.core.error.UsageException if the name or a boundary is unknown, the pooling does not go with the
     *     boundary, or the network cannot take images of the size
     * @throws org.tl4j.core.error.WeightsException if the weights are missing or do not fit
     */
    Backbone open(BackboneRequest request);

    /**
     * Looks whether a backbone is what the catalogue says: the weights, the golden answer, if it has one, and, where its
     * file is a zip of Deeplearning4j, that the network in the zip answers alike.
     *
     * @return the largest deviation from the golden answer, as a share of its largest value; empty where there is none
     * @throws org.tl4j.core.error.WeightsException if it is not
     */
    OptionalDouble verify(BackboneRequest request);

    /**
     * The network of an entry with fresh weights and its own classifier, for pretraining. Where the graph lies in the file of
     * the weights, that is read, and a linear layer at the usual boundary is the classifier.
     *
     * @param classes how many outputs it gets
     * @param seed of the fresh weights
     * @throws org.tl4j.core.error.UsageException if the name is unknown
     * @throws org.tl4j.core.error.WeightsException if the graph lies in a file that cannot be had
     */
    TrainableNetwork untrained(String name, int classes, long seed, Optimizer optimizer);
}
