package org.tl4j.core.bundle;

import java.util.List;
import java.util.Map;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.error.RequiredParts;
import org.tl4j.core.network.ParameterCounts;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.provenance.Provenance;

/**
 * Makes a {@link BundleManifest}, whose components have the names of the methods here. Labels, preprocessing, backbone,
 * its weights, boundaries and provenance are required; each other method states what holds without it. For one thread.
 */
public final class BundleManifestBuilder {
    private final String strategy;
    private LabelSet labels;
    private Preprocessing preprocessing;
    private String backbone;
    private Digest backboneWeights;
    private List<String> boundaries;
    private Pooling pooling = Pooling.AVERAGE;
    private List<String> frozenLayers = List.of();
    private ParameterCounts parameters = new ParameterCounts(0, 0);
    private Map<String, Double> metrics = Map.of();
    private boolean refitted;
    private List<String> reasons = List.of();
    private Provenance provenance;

    BundleManifestBuilder(String strategy) {
        this.strategy = strategy;
    }

    /** Required: the classes, in the order of the outputs. */
    public BundleManifestBuilder labels(LabelSet value) {
        labels = value;
        return this;
    }

    /** Required: how images become the input of the network. */
    public BundleManifestBuilder preprocessing(Preprocessing value) {
        preprocessing = value;
        return this;
    }

    /** Required: the name of the pretrained network. */
    public BundleManifestBuilder backbone(String value) {
        backbone = value;
        return this;
    }

    /** Required: the digest of the weights of the pretrained network. */
    public BundleManifestBuilder backboneWeights(Digest value) {
        backboneWeights = value;
        return this;
    }

    /** Required: the last vertices of the frozen part, at least one. */
    public BundleManifestBuilder boundaries(List<String> value) {
        boundaries = value;
        return this;
    }

    /** How spatial outputs were pooled there; by {@link Pooling#AVERAGE} by default. */
    public BundleManifestBuilder pooling(Pooling value) {
        pooling = value;
        return this;
    }

    /** The layers that training did not change; none by default. */
    public BundleManifestBuilder frozenLayers(List<String> value) {
        frozenLayers = value;
        return this;
    }

    /** The size of the network; 0 parameters by default. */
    public BundleManifestBuilder parameters(ParameterCounts value) {
        parameters = value;
        return this;
    }

    /** The measured results, by name; none by default. */
    public BundleManifestBuilder metrics(Map<String, Double> value) {
        metrics = value;
        return this;
    }

    /** Whether the network was fitted to the validation images as well; false by default. */
    public BundleManifestBuilder refitted(boolean value) {
        refitted = value;
        return this;
    }

    /** Why it was trained in this way, in sentences; none by default. */
    public BundleManifestBuilder reasons(List<String> value) {
        reasons = value;
        return this;
    }

    /** Required: who made the bundle, from what. */
    public BundleManifestBuilder provenance(Provenance value) {
        provenance = value;
        return this;
    }

    /**
     * The manifest; the builder can be used further.
     *
     * @throws IllegalArgumentException if a required part is missing, which it names, or there is no boundary
     * @throws org.tl4j.core.error.BundleException if a text is too long, or the strategy has no such name
     */
    public BundleManifest build() {
        RequiredParts.of("manifest of a bundle")
                .part("labels", labels)
                .part("preprocessing", preprocessing)
                .part("backbone", backbone)
                .part("backboneWeights", backboneWeights)
                .part("boundaries", boundaries)
                .part("provenance", provenance)
                .check();
        return new BundleManifest(
                strategy,
                labels,
                preprocessing,
                backbone,
                backboneWeights,
                boundaries,
                pooling,
                frozenLayers,
                parameters,
                metrics,
                refitted,
                reasons,
                provenance);
    }
}
