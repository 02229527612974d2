package org.tl4j.storage.bundle;

import java.util.List;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.Problem;
import org.tl4j.core.network.NetworkContents;

/** The parts of a bundle, and the limits of a reader. */
final class BundleFormat {
    static final int VERSION = 5;

    /** The first version whose manifest lists the entries. */
    static final int NAMED_ENTRIES = 4;

    /** The first version whose labels may be several per image, and which holds a calibration and a record of images. */
    static final int LABEL_MODES = 5;

    static final String MANIFEST = NetworkContents.RESERVED;

    /** The entries of earlier versions. */
    static final List<String> ENTRIES_OF_OLD = List.of("network.json", NetworkContents.WEIGHTS);

    /** How to read the outputs of the network: an entry of the bundle itself, from version 5 on, where there is anything. */
    static final String CALIBRATION = "calibration.json";

    /** The tensors of the familiarity of images, where the calibration has one. */
    static final String FAMILIARITY = "familiarity.safetensors";

    /** The suffix of names of JSON entries, which are text. */
    static final String JSON_END = ".json";

    /** The largest file, so that all positions in it are unsigned numbers of 32 bits. */
    static final long LONGEST_FILE = (1L << 32) - 2;

    /** The largest size of all entries together, which leaves a MiB for the directory of the zip. */
    static final long LONGEST_CONTENT = LONGEST_FILE - (1 << 20);

    /** How many times longer an entry may become by unpacking. Ours are not packed; JSON packs 30 times, a bomb 1000. */
    static final long GREATEST_RATIO = 100;

    /** Enough for any later version, few enough to check each. */
    static final int MOST_ENTRIES = 1000;

    private static final long LONGEST_MANIFEST = 1L << 20;
    private static final long LONGEST_JSON = 16L << 20;

    private BundleFormat() {}

    /** The largest size of an entry, unpacked. Entries that are not JSON must fit into one buffer. */
    static long longest(String entry) {
        if (entry.equals(MANIFEST)) {
            return LONGEST_MANIFEST;
        }
        return entry.endsWith(JSON_END) ? LONGEST_JSON : Integer.MAX_VALUE;
    }

    /** A bundle that was changed or truncated in transfer. */
    static BundleException damaged(String bundle, String rule, Object found) {
        return damaged(bundle, rule, found, null);
    }

    /** The same, detected by {@code cause}. */
    static BundleException damaged(String bundle, String rule, Object found, Throwable cause) {
        return new BundleException(
                new Problem(bundle, rule, found.toString(), "copy it again, or " + CallerTerm.TRAIN_BUNDLE.words()),
                cause);
    }

    /** A bundle that no version of this software writes. */
    static BundleException hostile(String bundle, String rule, Object found) {
        return new BundleException(bundle, rule, found.toString(), "do not use it: this software has not written it");
    }
}
