package org.tl4j.interop;

import org.tl4j.dl4j.runtime.Dl4jRuntime;
import org.tl4j.dl4j.runtime.RuntimeSettings;

/** The one runtime of the process. */
final class Runtimes {
    private Runtimes() {}

    /** Started by whoever comes first. */
    static Dl4jRuntime started() {
        return Dl4jRuntime.start(RuntimeSettings.defaults());
    }
}
