package org.nd4j.nativeblas;

import org.nd4j.linalg.factory.Nd4j;

/**
 * A class that Deeplearning4j 1.0.0-M2.1 looks for and no longer has.
 *
 * <p>Before a layer gets its oneDNN helper, {@code BaseMKLDNNHelper} asks {@code Nd4jCpu$Environment.isUseMKLDNN()} of
 * this package, by reflection. That class had moved to {@code org.nd4j.linalg.cpu.nativecpu.bindings} and its method had
 * been renamed, so the question always failed and no layer ever got a helper. This one answers it. The name is what
 * counts: a virtual machine accepts no other class under it. Remove it with the first release that asks rightly.
 */
public final class Nd4jCpu {
    private Nd4jCpu() {}

    /** Answers for the native library. */
    public static final class Environment {
        private static final Environment INSTANCE = new Environment();

        private Environment() {}

        /** The only one; found by reflection. */
        public static Environment getInstance() {
            return INSTANCE;
        }

        /**
         * Whether the loaded library was built with oneDNN; called by reflection. The build information is asked because
         * the library's own switch says yes even where there is no oneDNN, and then helpers would only slow layers down.
         */
        public boolean isUseMKLDNN() {
            return Nd4j.getBackend().buildInfo().contains("HAVE_ONEDNN");
        }
    }
}
