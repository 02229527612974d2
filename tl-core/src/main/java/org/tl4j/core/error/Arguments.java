package org.tl4j.core.error;

/** Checks the arguments of callers of the library, so that a wrong one is reported as a wrong setting is. */
public final class Arguments {
    private Arguments() {}

    /**
     * The argument itself.
     *
     * @param name what the argument is called
     * @throws UsageException if it is null
     */
    public static <T> T required(T argument, String name) {
        if (argument == null) {
            throw new UsageException(name, "must be given", "null", "");
        }
        return argument;
    }
}
