package org.tl4j.predict;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkEntry;
import org.tl4j.core.network.ParameterCounts;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.provenance.Provenance;

/** Bundles of an engine that the tests have. */
final class FakeBundles {
    static final Preprocessing PREPROCESSING = new Preprocessing(
            new ResizeRule.Exact(ImageSize.square(32)),
            ImageSize.square(32),
            ChannelOrder.RGB,
            1,
            List.of(0.0, 0.0, 0.0),
            List.of(1.0, 1.0, 1.0));

    private FakeBundles() {}

    static Bundle of(String engine) {
        return new Bundle(
                manifest(engine), new NetworkContents(engine, List.of(NetworkEntry.text("network.txt", "redness"))));
    }

    static BundleManifest manifest(String engine) {
        return new BundleManifest(
                "feature-extraction",
                new LabelSet(List.of("other", "red")),
                PREPROCESSING,
                "backbone of " + engine,
                Digest.of("weights"),
                List.of("top"),
                Pooling.AVERAGE,
                List.of(),
                new ParameterCounts(2, 2),
                Map.of(),
                false,
                List.of(),
                new Provenance("TL4J", Map.of(), Digest.of("data"), 1, Map.of(), Instant.EPOCH));
    }
}
