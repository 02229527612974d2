package org.tl4j.learner;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.error.WeightsException;

/** The backbone that a model was trained from, with the boundary and the input size of the model. */
final class RecordedBackbone {
    private static final Logger LOG = LoggerFactory.getLogger(RecordedBackbone.class);

    private RecordedBackbone() {}

    /** The request for it. */
    static BackboneRequest request(BundleManifest manifest) {
        return request(manifest, Optional.empty());
    }

    /** The same with the file of its weights, if they come from one. */
    static BackboneRequest request(BundleManifest manifest, Optional<Path> weights) {
        var crop = manifest.preprocessing().crop();
        return new BackboneRequest(
                manifest.backbone(),
                weights,
                manifest.boundaries(),
                Optional.of(manifest.pooling()),
                OptionalInt.of(Math.min(crop.width(), crop.height())));
    }

    /** Opens it where it is on this machine, with the weights and the preprocessing of the model; the caller closes it. */
    static Optional<Backbone> open(BackboneResolver resolver, BundleManifest manifest) {
        return resolver.catalog().entries().stream()
                .filter(entry -> entry.name().equals(manifest.backbone()))
                .filter(resolver::available)
                .filter(entry -> resolver.problem(entry).isEmpty())
                .findFirst()
                .flatMap(entry -> open(resolver, entry, manifest));
    }

    private static Optional<Backbone> open(BackboneResolver resolver, BackboneEntry entry, BundleManifest manifest) {
        ResolvedBackbone resolved = resolver.resolve(entry, request(manifest));
        Backbone backbone;
        try {
            backbone = resolved.open(resolver.locate(resolved));
        } catch (WeightsException e) {
            // the bundle has the same network, so that damaged weights hinder nobody
            LOG.warn("features are not stored: {}", e.getMessage());
            return Optional.empty();
        }
        if (backbone.spec().weights().equals(manifest.backboneWeights())
                && backbone.spec().preprocessing().equals(manifest.preprocessing())) {
            return Optional.of(backbone);
        }
        backbone.close();
        return Optional.empty();
    }
}
