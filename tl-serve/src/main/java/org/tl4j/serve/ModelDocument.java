package org.tl4j.serve;

import java.util.List;
import java.util.Map;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.core.provenance.Provenance;

/**
 * A model as JSON. What follows {@code ready} is given where one model is asked for, and null in lists.
 *
 * @param name in addresses
 * @param digest the SHA-256 of its file
 * @param labels in the order of its outputs
 * @param labelMode {@code single-label} or {@code multi-label}
 * @param backbone the pretrained network
 * @param ready whether it answers: its batches do not take far too long
 * @param input the size of the input of the network
 * @param featureWidth how many features an image has; null until features were asked for, since they are opened then
 * @param hasConformalSets whether predictions have sets of classes
 * @param hasFamiliarity whether predictions say how much an image is like the training images
 * @param metrics what was measured at training, by name
 * @param strategy how it was trained
 * @param provenance who made it, from what
 */
record ModelDocument(
        String name,
        String digest,
        List<String> labels,
        String labelMode,
        String backbone,
        boolean ready,
        Input input,
        Integer featureWidth,
        Boolean hasConformalSets,
        Boolean hasFamiliarity,
        Map<String, Double> metrics,
        String strategy,
        Origin provenance) {
    /**
     * The input of a network.
     *
     * @param channels colour planes
     * @param height in pixels
     * @param width in pixels
     */
    record Input(int channels, int height, int width) {}

    /**
     * Where a model comes from.
     *
     * @param software that trained it
     * @param created when, as ISO 8601 has it
     * @param data the fingerprint of the images
     * @param seed of all random choices
     */
    record Origin(String software, String created, String data, long seed) {
        static Origin of(Provenance provenance) {
            return new Origin(
                    provenance.software(),
                    provenance.created().toString(),
                    provenance.data().hex(),
                    provenance.seed());
        }
    }

    /** What a list says. */
    static ModelDocument listed(LoadedModel model) {
        BundleManifest manifest = model.manifest();
        return new ModelDocument(
                model.name(),
                model.digest().hex(),
                manifest.labels().names(),
                EnumNames.of(manifest.labels().mode()),
                manifest.backbone(),
                model.isReady(),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** All that is known. */
    static ModelDocument of(LoadedModel model) {
        BundleManifest manifest = model.manifest();
        return new ModelDocument(
                model.name(),
                model.digest().hex(),
                manifest.labels().names(),
                EnumNames.of(manifest.labels().mode()),
                manifest.backbone(),
                model.isReady(),
                input(manifest),
                model.openedFeatures().map(FeatureWork::width).orElse(null),
                model.hasConformalSets(),
                model.hasFamiliarity(),
                manifest.metrics(),
                manifest.strategy(),
                Origin.of(manifest.provenance()));
    }

    static Input input(BundleManifest manifest) {
        return new Input(
                manifest.preprocessing().channels().channels(),
                manifest.preprocessing().crop().height(),
                manifest.preprocessing().crop().width());
    }
}
