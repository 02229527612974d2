package org.tl4j.dl4j.runtime;

import static org.assertj.core.api.Assumptions.assumeThat;

import org.bytedeco.javacpp.Loader;

/** Whether natives with oneDNN exist for this machine. */
final class OneDnnMachine {
    private OneDnnMachine() {}

    /** Skips the test on machines for which ND4J has no build with oneDNN: ARM, and processors before AVX2. */
    static void assume() {
        assumeThat(Loader.getPlatform()).endsWith("x86_64");
        assumeThat(Processor.vectorLevel().orElse(0)).isGreaterThanOrEqualTo(2);
    }
}
