package org.tl4j.onnx.graph;

import java.util.function.BiFunction;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Tl4jException;

/** A model violates a rule. The reader of the file or bundle converts this to an error of its own kind. */
public final class InvalidModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 200;

    private final String rule;
    private final String found;
    private final String remedy;

    /**
     * Reports a violated rule.
     *
     * @param rule the rule, as the end of a sentence
     * @param found the value found; a long text is truncated
     */
    public InvalidModelException(String rule, Object found) {
        this(rule, found, "", null);
    }

    /**
     * Reports a violated rule that has a remedy of its own.
     *
     * @param remedy what to do; empty if the reader of the file decides
     */
    public InvalidModelException(String rule, Object found, String remedy) {
        this(rule, found, remedy, null);
    }

    InvalidModelException(String rule, Object found, String remedy, Throwable cause) {
        super(rule + ", found " + shortened(String.valueOf(found)), cause);
        this.rule = rule;
        this.found = shortened(String.valueOf(found));
        this.remedy = remedy;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    /**
     * Converts this to an error of the file or bundle that holds the model.
     *
     * @param subject what to call the model
     * @param otherwise what to do, if the violated rule has no remedy of its own
     */
    public <E extends Tl4jException> E of(
            String subject, String otherwise, BiFunction<Problem, Throwable, ? extends E> failure) {
        return failure.apply(new Problem(subject, rule, found, remedy.isEmpty() ? otherwise : remedy), this);
    }
}
