package org.tl4j.core.calibration;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.error.UsageException;
import org.tl4j.core.provenance.EnumNames;

/**
 * How the probability is chosen from which a label is accepted.
 *
 * @param aim what is reached
 * @param value the wanted precision or recall, in (0, 1]; 0 for the other aims
 */
public record ThresholdRule(Aim aim, double value) {
    /** What a threshold reaches on held-out images. */
    public enum Aim {
        /** No threshold. */
        NONE,
        /** The highest F1. */
        BEST_F1,
        /** A precision, with the highest recall. */
        PRECISION,
        /** A recall, with the highest precision. */
        RECALL
    }

    /** No thresholds. */
    public static final ThresholdRule NONE = new ThresholdRule(Aim.NONE, 0);

    /** The highest F1. */
    public static final ThresholdRule BEST_F1 = new ThresholdRule(Aim.BEST_F1, 0);

    private static final String FORMS =
            "must be none, best-f1, precision:0.95 or recall:0.9, with any share above 0 up to 1";

    public ThresholdRule {
        requireNonNull(aim, "aim is null");
        boolean share = aim == Aim.PRECISION || aim == Aim.RECALL;
        if (share ? !(value > 0 && value <= 1) : value != 0) {
            throw new UsageException("threshold", FORMS, EnumNames.of(aim) + ":" + value, "");
        }
    }

    /**
     * A rule as {@link #text} writes it.
     *
     * @throws UsageException if it is none
     */
    public static ThresholdRule of(String text) {
        String[] parts = text.split(":", -1);
        Aim aim =
                EnumNames.find(Aim.class, parts[0]).orElseThrow(() -> new UsageException("threshold", FORMS, text, ""));
        boolean share = aim == Aim.PRECISION || aim == Aim.RECALL;
        if (parts.length != (share ? 2 : 1)) {
            throw new UsageException("threshold", FORMS, text, "");
        }
        return new ThresholdRule(aim, share ? share(parts[1], text) : 0);
    }

    private static double share(String number, String text) {
        try {
            return Double.parseDouble(number);
        } catch (NumberFormatException e) {
            UsageException problem = new UsageException("threshold", FORMS, text, "");
            problem.initCause(e);
            throw problem;
        }
    }

    /** The rule in words: {@code precision:0.95}. */
    public String text() {
        return EnumNames.of(aim) + (value == 0 ? "" : ":" + value);
    }
}
