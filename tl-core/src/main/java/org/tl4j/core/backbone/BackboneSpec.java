package org.tl4j.core.backbone;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.provenance.Digest;

/**
 * A backbone with its weights.
 *
 * @param name what a user calls it
 * @param weights the digest of the weights file
 * @param preprocessing how images become its input
 * @param boundary where features are taken
 * @param groups the layer groups up to the boundary, from the input on
 * @param parameters how many values the part up to the boundary has, statistics included
 * @param fineTuningRate the peak learning rate of a new head that suits fine-tuning, above 0
 * @param runtime what computes it, with its version: features of two runtimes are not mixed
 */
public record BackboneSpec(
        String name,
        Digest weights,
        Preprocessing preprocessing,
        Boundary boundary,
        List<LayerGroup> groups,
        long parameters,
        double fineTuningRate,
        String runtime) {
    public BackboneSpec {
        requireNonNull(name, "name is null");
        requireNonNull(weights, "weights is null");
        requireNonNull(preprocessing, "preprocessing is null");
        requireNonNull(boundary, "boundary is null");
        groups = List.copyOf(groups);
        requireNonNull(runtime, "runtime is null");
    }
}
