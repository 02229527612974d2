package org.tl4j.core.bundle;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.network.ParameterCounts;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.provenance.Provenance;

/**
 * What a bundle says of itself.
 *
 * @param strategy how it was trained
 * @param labels the classes, in the order of the outputs
 * @param preprocessing how images are fed in
 * @param backbone the name of the pretrained network
 * @param backboneWeights the digest of its weights
 * @param boundaries the last vertices of the frozen part, at least one, in the order of their features
 * @param pooling what became of spatial outputs there
 * @param frozenLayers the layers that training left alone
 * @param parameters its size
 * @param metrics what it reached, by name
 * @param refitted whether the network was fitted to the validation images as well, after its metrics were measured
 * @param reasons why it was trained in this way, in sentences; empty where nothing was to be chosen
 * @param provenance who made it, from what
 */
public record BundleManifest(
        String strategy,
        LabelSet labels,
        Preprocessing preprocessing,
        String backbone,
        Digest backboneWeights,
        List<String> boundaries,
        Pooling pooling,
        List<String> frozenLayers,
        ParameterCounts parameters,
        Map<String, Double> metrics,
        boolean refitted,
        List<String> reasons,
        Provenance provenance) {
    public BundleManifest {
        requireNonNull(strategy, "strategy is null");
        requireNonNull(labels, "labels is null");
        requireNonNull(preprocessing, "preprocessing is null");
        requireNonNull(backbone, "backbone is null");
        requireNonNull(backboneWeights, "backboneWeights is null");
        boundaries = List.copyOf(boundaries);
        requireNonNull(pooling, "pooling is null");
        frozenLayers = List.copyOf(frozenLayers);
        requireNonNull(parameters, "parameters is null");
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
        reasons = List.copyOf(reasons);
        requireNonNull(provenance, "provenance is null");
        if (boundaries.isEmpty()) {
            throw new IllegalArgumentException("a manifest must name at least one boundary, found none");
        }
    }
}
