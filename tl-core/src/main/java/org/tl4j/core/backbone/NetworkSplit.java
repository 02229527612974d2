package org.tl4j.core.backbone;

import static java.util.Objects.requireNonNull;

/** A network in two parts, or why it cannot be opened so. */
public sealed interface NetworkSplit {
    /**
     * It was opened.
     *
     * @param network to be closed by whoever asked for it
     */
    record Opened(SplitNetwork network) implements NetworkSplit {
        public Opened {
            requireNonNull(network, "network is null");
        }
    }

    /**
     * It cannot be opened so.
     *
     * @param reason a clause that says what of the network or engine prevents it: {@code its output is no softmax}
     */
    record Refused(String reason) implements NetworkSplit {
        public Refused {
            requireNonNull(reason, "reason is null");
        }
    }
}
