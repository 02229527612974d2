package org.tl4j.application.text;

/**
 * What an application calls its own means, in the sentences for its users.
 *
 * @param evaluation what measures a bundle on other images
 * @param everything where the lists stand in full that the text shows the beginning of
 */
public record CallerWords(String evaluation, String everything) {
    /** Those of an application that names nothing. */
    public static final CallerWords PLAIN = new CallerWords("an evaluation", "the JSON document");
}
