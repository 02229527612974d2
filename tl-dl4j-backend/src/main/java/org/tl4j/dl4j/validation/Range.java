package org.tl4j.dl4j.validation;

/**
 * A range of permitted values.
 *
 * @param least smallest permitted value
 * @param greatest largest permitted value
 */
record Range(double least, double greatest) {
    /** The largest value that leaves room to compute in single precision. */
    private static final double LARGEST_SINGLE = 1e30;

    static Range of(double least, double greatest) {
        return new Range(least, greatest);
    }

    /** Refuses values that are too large for single precision. */
    static void single(String vertex, String key, double value) {
        of(-LARGEST_SINGLE, LARGEST_SINGLE).check(vertex, key, value);
    }

    /** Refuses a value outside the range, and NaN. */
    void check(String vertex, String key, double value) {
        if (!(value >= least && value <= greatest)) {
            throw new InvalidGraphException(
                    vertex, "must have " + key + " from " + text(least) + " to " + text(greatest), text(value));
        }
    }

    /** Refuses a value outside the range. */
    void check(String vertex, String key, long value) {
        check(vertex, key, (double) value);
    }

    /** Refuses an array of another length, or with a value outside the range. */
    void check(String vertex, String key, int[] values, int length) {
        if (values == null || values.length != length) {
            throw new InvalidGraphException(
                    vertex, "must have " + length + " values as " + key, values == null ? "nothing" : values.length);
        }
        for (int value : values) {
            check(vertex, key, value);
        }
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : "" + value;
    }
}
