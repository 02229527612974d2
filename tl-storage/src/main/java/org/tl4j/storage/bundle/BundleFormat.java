package org.tl4j.storage.bundle;

import java.nio.file.Path;
import java.util.Map;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.Problem;

/** What a bundle consists of, and how much a reader puts up with. */
final class BundleFormat {
    static final int VERSION = 3;

    static final String MANIFEST = "manifest.json";
    static final String NETWORK = "network.json";
    static final String WEIGHTS = "weights.safetensors";

    /** Of the whole file. */
    static final long LONGEST_FILE = 4L << 30;

    /** Of each entry, unpacked. Weights must fit into one buffer. */
    static final Map<String, Long> LONGEST_ENTRY =
            Map.of(MANIFEST, 1L << 20, NETWORK, 16L << 20, WEIGHTS, (long) Integer.MAX_VALUE);

    /** How many times longer an entry may become by unpacking. Ours are not packed; JSON packs 30 times, a bomb 1000. */
    static final long GREATEST_RATIO = 100;

    /** Enough for any later version, few enough to look at each. */
    static final int MOST_ENTRIES = 1000;

    private BundleFormat() {}

    /** A bundle that was changed or cut on its way. */
    static BundleException damaged(Path file, String rule, Object found) {
        return damaged(file, rule, found, null);
    }

    /** The same, noticed by {@code cause}. */
    static BundleException damaged(Path file, String rule, Object found, Throwable cause) {
        return new BundleException(
                new Problem(
                        file.toString(),
                        rule,
                        found.toString(),
                        "copy it again, or " + CallerTerm.TRAIN_BUNDLE.words()),
                cause);
    }

    /** A bundle that no version of this software writes. */
    static BundleException hostile(Path file, String rule, Object found) {
        return new BundleException(
                file.toString(), rule, found.toString(), "do not use it: this software has not written it");
    }
}
