package org.tl4j.dl4j.convert.source;

import org.tl4j.core.error.Problem;
import org.tl4j.core.error.WeightsException;

/** What is said of a file that cannot be taken. */
public final class UnsupportedModel {
    private static final String OTHER_FILE = "take another network, or one saved without it";

    private UnsupportedModel() {}

    /** A part of the network is something that we do not know, or not exactly. */
    public static WeightsException part(String vertex, String rule, String found) {
        return new WeightsException("layer " + vertex, rule, found, OTHER_FILE);
    }

    /** The file is not what it must be. */
    public static WeightsException file(String subject, String rule, Exception cause) {
        String found = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new WeightsException(new Problem(subject, rule, found, "check the file, or fetch it again"), cause);
    }
}
