package org.tl4j.dl4j;

import org.tl4j.dl4j.runtime.Dl4jRuntime;
import org.tl4j.dl4j.runtime.RuntimeSettings;

/** The runtime that all tests of this module share, since a process has one. */
public final class Started {
    private Started() {}

    public static Dl4jRuntime runtime() {
        return Dl4jRuntime.start(RuntimeSettings.defaults());
    }
}
