package org.tl4j.learner;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.provenance.Provenance;

/** Descriptions of bundles that no training made. */
final class Manifests {
    static final BundleManifest COLOURS = BundleManifest.builder("feature-extraction")
            .labels(new LabelSet(List.of("green", "red")))
            .preprocessing(Entries.CIFAR.preprocessing())
            .backbone("net")
            .backboneWeights(Digest.of("weights"))
            .boundaries(List.of("top"))
            .provenance(new Provenance("a test", Map.of(), Digest.of("data"), 1, Map.of(), Instant.EPOCH))
            .build();

    private Manifests() {}
}
