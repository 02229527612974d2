package org.tl4j.learner;

import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkEntry;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.network.OnnxTranslation;

/** The network of a bundle with its description in ONNX, which older formats do not have. */
final class DescribedNetwork {
    private static final String SUBJECT = "network of the bundle";

    private DescribedNetwork() {}

    /**
     * The network of a bundle, described by the engine that it is for if it is not described yet.
     *
     * @throws BundleException if that engine is not there, does not write ONNX, or cannot write a layer exactly
     */
    static NetworkContents of(Engines engines, Bundle bundle) {
        NetworkContents contents = bundle.network();
        if (contents.has(OnnxNetwork.ENTRY)) {
            return contents;
        }
        Engine engine = engines.forContents(contents);
        OnnxTranslation translation = engine.onnxWriter()
                .orElseThrow(() -> new BundleException(
                        SUBJECT,
                        "must be for an engine that writes ONNX",
                        engine.name() + ", which does not",
                        "use the bundle as it is"))
                .write(contents, bundle.manifest().preprocessing());
        if (translation instanceof OnnxTranslation.Written written) {
            return contents.with(
                    new NetworkEntry.Bytes(OnnxNetwork.ENTRY, written.network().model()));
        }
        throw new BundleException(
                SUBJECT,
                "must have only layers that ONNX can describe exactly",
                ((OnnxTranslation.Refused) translation).reason(),
                "use the bundle as it is: " + engine.name() + " computes it");
    }
}
