package org.tl4j.dl4j.validation;

import java.util.function.BiFunction;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Tl4jException;

/** A graph violates a rule. The reader of the file converts this to an error of its own kind. */
public final class InvalidGraphException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 200;

    private final String part;
    private final String rule;
    private final String found;
    private final String remedy;

    /**
     * Reports a violated rule.
     *
     * @param part the vertex or key that violates it, empty for the graph as a whole
     * @param rule the rule, as the end of a sentence
     * @param found the value found; a long text is truncated
     */
    public InvalidGraphException(String part, String rule, Object found) {
        this(part, rule, found, "");
    }

    /**
     * Reports a violated rule that has a remedy of its own.
     *
     * @param remedy what to do, for any kind of file; empty if the reader of the file decides
     */
    public InvalidGraphException(String part, String rule, Object found, String remedy) {
        super(part + " " + rule + ", found " + shortened(String.valueOf(found)));
        this.part = shortened(part);
        this.rule = rule;
        this.found = shortened(String.valueOf(found));
        this.remedy = remedy;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    /** Whether this exception has its own remedy. */
    public boolean hasRemedy() {
        return !remedy.isEmpty();
    }

    /**
     * Converts this to an error of the file that holds the graph.
     *
     * @param otherwise what to do, if the violated rule has no remedy of its own
     */
    public Tl4jException of(
            String subject, String otherwise, BiFunction<Problem, Throwable, ? extends Tl4jException> failure) {
        String whole = part.isEmpty() ? subject : part + " in " + subject;
        return failure.apply(new Problem(whole, rule, found, hasRemedy() ? remedy : otherwise), this);
    }
}
