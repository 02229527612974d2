package org.tl4j.dl4j.convert.source;

import org.tl4j.core.error.Problem;
import org.tl4j.core.error.WeightsException;

/** Creates the exceptions for files that cannot be imported. */
public final class UnsupportedModel {
    private static final String OTHER_FILE = "choose another network, or one saved without it";

    private UnsupportedModel() {}

    /** A part of the network is not supported, or only approximately. */
    public static WeightsException part(String vertex, String rule, String found) {
        return new WeightsException("layer " + vertex, rule, found, OTHER_FILE);
    }

    /** The file is not valid. */
    public static WeightsException file(String subject, String rule, Exception cause) {
        String found = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new WeightsException(new Problem(subject, rule, found, "check the file, or fetch it again"), cause);
    }
}
