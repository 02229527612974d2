package org.tl4j.core.network;

import static java.util.Objects.requireNonNull;

/** A network in ONNX, or why it cannot be written so. */
public sealed interface OnnxTranslation {
    /**
     * It can be written.
     *
     * @param network which computes the same
     */
    record Written(OnnxNetwork network) implements OnnxTranslation {
        public Written {
            requireNonNull(network, "network is null");
        }
    }

    /**
     * It cannot be written exactly; the engine that holds it computes it then.
     *
     * @param reason the layer and what of it, for people: {@code layer conv3 of type LocallyConnected2D}
     */
    record Refused(String reason) implements OnnxTranslation {
        public Refused {
            requireNonNull(reason, "reason is null");
        }
    }
}
