package org.tl4j.core.error;

/**
 * Remedies that depend on the application. Messages of libraries use the neutral {@link #words() words}; an application
 * that has an option or a command for the remedy may show that in their place.
 */
public enum CallerTerm {
    /** Names a file with the weights of a backbone. */
    NAME_WEIGHTS("name a file that has the weights"),
    /** Fetches weights in advance, on another machine. */
    FETCH_ELSEWHERE("on a machine with a network"),
    /** Forbids fetching. */
    OFFLINE("nothing may be fetched (TL_OFFLINE)"),
    /** Shows the names of all backbones. */
    CATALOGUE("one of the backbones of the catalogue"),
    /** Imports a network of another framework as a backbone. */
    IMPORT_NETWORK("import the network as a backbone"),
    /** The same, in place of an earlier import of that name. */
    REPLACE_IMPORT("import it again in its place"),
    /** Trains a bundle. */
    TRAIN_BUNDLE("train the bundle again"),
    /** Looks for a learning rate. */
    FIND_RATE("let a range test suggest one"),
    /** Starts a new run instead of resuming one. */
    START_RUN("start it as a new run"),
    /** Chooses the folder of a run. */
    CHOOSE_RUN_FOLDER("choose another run folder");

    private final String words;

    CallerTerm(String words) {
        this.words = words;
    }

    /** The neutral words in messages of libraries. No term contains another, so that each can be found in a text. */
    public String words() {
        return words;
    }
}
