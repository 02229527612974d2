package org.tl4j.application.text;

/**
 * The names that an application has for its own features, for use in texts.
 *
 * @param evaluation the feature that evaluates a bundle on other images
 * @param everything where shortened lists of the text are complete
 */
public record CallerWords(String evaluation, String everything) {
    /** Neutral words. */
    public static final CallerWords PLAIN = new CallerWords("an evaluation", "the JSON document");
}
