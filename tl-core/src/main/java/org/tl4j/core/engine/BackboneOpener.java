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
 * Opens backbones from entries of a catalogue and located weights. It resolves neither names nor files. Thread-safe.
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
     * @throws org.tl4j.core.error.UsageException if the request does not fit the network
     * @throws org.tl4j.core.error.WeightsException if the network exceeds a limit with such images
     */
    void check(BackboneEntry entry, BackboneRequest request);

    /**
     * The structure of an entry's network. Parameters are not read, unless the format of the file allows nothing else.
     *
     * @param weights unchecked; empty if they are not on this machine
     * @return empty if the graph is in a file that is not there
     * @throws org.tl4j.core.error.WeightsException if the graph is in a file that is not valid
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
     * Checks that a backbone computes what its file computes in the software that saved it. Does nothing if the file
     * holds only parameters.
     *
     * @throws org.tl4j.core.error.WeightsException if it does not
     */
    default void prove(BackboneEntry entry, LocatedWeights weights) {}
}
