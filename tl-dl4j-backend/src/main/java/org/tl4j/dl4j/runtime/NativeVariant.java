package org.tl4j.dl4j.runtime;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** The builds of ND4J's CPU library, fastest first. */
enum NativeVariant {
    ONEDNN_AVX512("-onednn-avx512", 3, true),
    ONEDNN_AVX2("-onednn-avx2", 2, true),
    ONEDNN("-onednn", 0, true),
    AVX512("-avx512", 3, false),
    AVX2("-avx2", 2, false),
    STOCK("", 0, false);

    private final String extension;
    private final int vectorLevel;
    private final boolean oneDnn;

    NativeVariant(String extension, int vectorLevel, boolean oneDnn) {
        this.extension = extension;
        this.vectorLevel = vectorLevel;
        this.oneDnn = oneDnn;
    }

    /** What JavaCPP appends to the platform in folder names: the end of the Maven classifier. */
    String extension() {
        return extension;
    }

    /**
     * The fastest of {@code present} that a processor of {@code vectorLevel} can run, with or without oneDNN as requested
     * if there is a choice. Empty if it can run none: loading one would crash the process.
     */
    static Optional<NativeVariant> best(Set<NativeVariant> present, int vectorLevel, boolean oneDnn) {
        return present.stream()
                .filter(variant -> variant.vectorLevel <= vectorLevel)
                .min(Comparator.comparing((NativeVariant variant) -> variant.oneDnn != oneDnn)
                        .thenComparing(Comparator.naturalOrder()));
    }
}
