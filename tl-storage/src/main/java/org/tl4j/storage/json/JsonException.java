package org.tl4j.storage.json;

/**
 * A problem at one place of a document. It never leaves this module: the reader of a document turns it into an
 * exception that names the file.
 */
public final class JsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String rule;
    private final String found;

    /**
     * A problem.
     *
     * @param holder the place of the object that has the value, empty for the document
     * @param name of the value in that object, empty where the object itself is meant
     * @param rule what must hold, as the end of a sentence
     * @param found the value found instead, empty where there is none to show
     */
    JsonException(String holder, String name, String rule, String found, Throwable cause) {
        super(sentence(holder, name, rule, found), cause);
        this.path = path(holder, name);
        this.rule = rule;
        this.found = found;
    }

    /** Where the value is: names joined by dots, {@code preprocessing.crop.width}; empty for the document. */
    public String path() {
        return path;
    }

    /** What must hold there. */
    public String rule() {
        return rule;
    }

    /** What was found instead; empty where there is nothing to show. */
    public String found() {
        return found;
    }

    static String path(String holder, String name) {
        return holder.isEmpty() || name.isEmpty() ? holder + name : holder + "." + name;
    }

    private static String sentence(String holder, String name, String rule, String found) {
        String place = (holder + " " + name).strip();
        return (place + " " + rule).strip() + (found.isEmpty() ? "" : ", found " + found);
    }
}
