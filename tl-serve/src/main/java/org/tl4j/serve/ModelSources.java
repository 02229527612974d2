package org.tl4j.serve;

import static org.tl4j.core.error.Arguments.required;

import java.util.List;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.predict.Predictors;
import org.tl4j.storage.Storage;

/** What opens the models of a server, and what is known of their backbones. Immutable; its parts stay their owners'. */
public final class ModelSources {
    private final Predictors predictors;
    private final BundleStore bundles;
    private final List<BackboneEntry> backbones;
    private final Predictors explainers;

    /**
     * Over these parts.
     *
     * @param predictors opens bundles in two stages, see {@link Predictors#staged}
     * @param bundles reads what model cards say
     * @param backbones the catalogue, for model cards
     */
    public ModelSources(Predictors predictors, BundleStore bundles, List<BackboneEntry> backbones) {
        this(predictors, bundles, backbones, predictors);
    }

    private ModelSources(
            Predictors predictors, BundleStore bundles, List<BackboneEntry> backbones, Predictors explainers) {
        this.predictors = required(predictors, "predictors");
        this.bundles = required(bundles, "bundles");
        this.backbones = List.copyOf(required(backbones, "backbones"));
        this.explainers = required(explainers, "explainers");
    }

    /** With the bundle files of TL4J, and without a catalogue, so that cards name no licence of the backbone. */
    public static ModelSources of(Predictors predictors) {
        return new ModelSources(predictors, Storage.bundleStore(), List.of());
    }

    /**
     * The same, whose heat maps are computed by others: those of {@code predictors} share the machine among several callers, and heat
     * maps are computed one at a time.
     *
     * @param other opens bundles to explain what they predict
     */
    public ModelSources withExplainers(Predictors other) {
        return new ModelSources(predictors, bundles, backbones, other);
    }

    Predictors predictors() {
        return predictors;
    }

    Predictors explainers() {
        return explainers;
    }

    BundleStore bundles() {
        return bundles;
    }

    List<BackboneEntry> backbones() {
        return backbones;
    }
}
