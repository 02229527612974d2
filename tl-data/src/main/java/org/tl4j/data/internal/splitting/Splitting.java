package org.tl4j.data.internal.splitting;

import org.tl4j.core.dataset.Splitter;

/** The entry point of this package. */
public final class Splitting {
    private Splitting() {}

    /** The splitter. */
    public static Splitter splitter() {
        return new ContentSplitter();
    }
}
