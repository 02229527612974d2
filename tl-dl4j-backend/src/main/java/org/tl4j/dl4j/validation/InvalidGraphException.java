package org.tl4j.dl4j.validation;

import java.util.function.BiFunction;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Tl4jException;

/** A graph breaks a rule. The reader of its file makes the error of its own kind from it. */
public final class InvalidGraphException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 200;

    private final String part;
    private final String rule;
    private final String found;
    private final String remedy;

    /**
     * Reports a broken rule.
     *
     * @param part the vertex or key that breaks it, empty for the graph as a whole
     * @param rule what must hold, as the end of a sentence
     * @param found what was found instead; a long text is cut
     */
    public InvalidGraphException(String part, String rule, Object found) {
        this(part, rule, found, "");
    }

    /**
     * Reports a broken rule that is fixed in a way of its own.
     *
     * @param remedy what to do, whatever file the graph is of; empty leaves it to the reader of the file
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

    /** Whether it says itself what to do. */
    public boolean hasRemedy() {
        return !remedy.isEmpty();
    }

    /**
     * The same as an error of the file that holds the graph.
     *
     * @param otherwise what to do, where the broken rule has no remedy of its own
     */
    public Tl4jException of(
            String subject, String otherwise, BiFunction<Problem, Throwable, ? extends Tl4jException> failure) {
        String whole = part.isEmpty() ? subject : part + " in " + subject;
        return failure.apply(new Problem(whole, rule, found, hasRemedy() ? remedy : otherwise), this);
    }
}
