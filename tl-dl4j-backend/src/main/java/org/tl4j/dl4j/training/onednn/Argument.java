package org.tl4j.dl4j.training.onednn;

/** Numbers of a primitive's arguments, {@code DNNL_ARG_*} of oneDNN's header {@code dnnl_types.h}. */
final class Argument {
    static final int SRC = 1;
    static final int FROM = 1;
    static final int SRC_1 = 2;
    static final int DST = 17;
    static final int TO = 17;
    static final int WEIGHTS = 33;
    static final int BIAS = 41;
    static final int WORKSPACE = 64;
    static final int DIFF_SRC = 129;
    static final int DIFF_DST = 145;
    static final int DIFF_WEIGHTS = 161;
    static final int DIFF_BIAS = 169;
    static final int MULTIPLE_SRC = 1024;

    private Argument() {}
}
