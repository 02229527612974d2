package org.tl4j.core.error;

/**
 * What messages call the means of an application that libraries do not know: a remedy that depends on the caller is put into
 * {@link #words() words} of its own, and an application that has an option or a command for it may show that in their place.
 */
public enum CallerTerm {
    /** Gives the weights of a backbone as a file. */
    NAME_WEIGHTS("name a file that has the weights"),
    /** Fetches weights before they are needed, elsewhere. */
    FETCH_ELSEWHERE("on a machine with a network"),
    /** Is in force where nothing may be fetched. */
    OFFLINE("nothing may be fetched (TL_OFFLINE)"),
    /** Shows the names of all backbones. */
    CATALOGUE("one of the backbones of the catalogue"),
    /** Makes a network of another framework a backbone. */
    IMPORT_NETWORK("import the network as a backbone"),
    /** The same, in place of an earlier import of that name. */
    REPLACE_IMPORT("import it again in its place"),
    /** Makes a bundle. */
    TRAIN_BUNDLE("train the bundle again"),
    /** Looks for a learning rate. */
    FIND_RATE("let a range test suggest one"),
    /** Trains without going on from where another run ended. */
    START_RUN("start it as a new run"),
    /** Chooses the folder of a run. */
    CHOOSE_RUN_FOLDER("choose another run folder");

    private final String words;

    CallerTerm(String words) {
        this.words = words;
    }

    /** What messages of libraries say; no two terms have words in common, so that each is found in a text. */
    public String words() {
        return words;
    }
}
