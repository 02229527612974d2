package org.tl4j.core.engine;

import java.util.List;
import java.util.Optional;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.NetworkStructure;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.core.weights.WeightsContent;
import org.tl4j.core.weights.WeightsKind;

/**
 * Makes backbones of entries of a catalogue and of weights that somebody else has located. It looks neither for names nor for
 * files. Thread-safe.
 */
public interface BackboneOpener {
    /** Whether the entry is for this engine, and of an architecture that it knows. */
    boolean supports(BackboneEntry entry);

    /** The kinds of files that its weights may have, beside safetensors. */
    default List<WeightsKind> weightsKinds() {
        return List.of();
    }

    /**
     * Checks a request before any file is looked for: the architecture, the size of the input and, where the structure is
     * known without a file, the boundary and what the network may compute.
     *
     * @param entry with the input size of the request
     * @throws org.tl4j.core.error.UsageException if the request does not go with the network
     * @throws org.tl4j.core.error.WeightsException if the network does not take such images within limits
     */
    void check(BackboneEntry entry, BackboneRequest request);

    /**
     * The structure of an entry's network. Parameters are not read, unless the format of the file allows nothing else.
     *
     * @param weights unchecked; empty where they are not on this machine
     * @return empty where the graph lies in a file that is not there
     * @throws org.tl4j.core.error.WeightsException if the graph lies in a file that is not what it must be
     */
    Optional<NetworkStructure> structure(BackboneEntry entry, List<WeightsContent> weights);

    /**
     * Builds a backbone; the caller closes it.
     *
     * @param entry with the input size of the request
     * @param weights that were located for the entry and the request
     * @param request its boundaries and pooling
     * @throws org.tl4j.core.error.UsageException as {@link #check}
     * @throws org.tl4j.core.error.WeightsException if the weights do not fit
     */
    Backbone open(BackboneEntry entry, LocatedWeights weights, BackboneRequest request);

    /**
     * Looks whether a backbone gives what the file of its weights gives in the software that it was saved by. Does nothing
     * where the file holds parameters alone.
     *
     * @throws org.tl4j.core.error.WeightsException if it does not
     */
    default void prove(BackboneEntry entry, LocatedWeights weights) {}
}
