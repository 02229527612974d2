package org.tl4j.application.text;

import static java.util.Objects.requireNonNull;

import java.util.function.UnaryOperator;

/**
 * The names that an application has for its own features, for use in texts.
 *
 * @param evaluation the feature that evaluates a bundle on other images
 * @param everything where shortened lists of the text are complete
 * @param remedies puts the application's own words in the place of each {@link org.tl4j.core.error.CallerTerm} in a
 *     sentence of a library
 */
public record CallerWords(String evaluation, String everything, UnaryOperator<String> remedies) {
    /** Neutral words. */
    public static final CallerWords PLAIN = new CallerWords("an evaluation", "the JSON document");

    public CallerWords {
        requireNonNull(evaluation, "evaluation is null");
        requireNonNull(everything, "everything is null");
        requireNonNull(remedies, "remedies is null");
    }

    /** Sentences of libraries stay as they are. */
    public CallerWords(String evaluation, String everything) {
        this(evaluation, everything, UnaryOperator.identity());
    }
}
