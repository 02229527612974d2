package org.tl4j.cli.output;

import java.util.Optional;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.dl4j.runtime.LoadFailure;

/**
 * Finds the failures that a user can fix within exceptions that libraries wrap, and adapts their remedies to the
 * command.
 */
public final class MachineFailure {
    /** How deep causes are followed, since they may be cyclic. */
    private static final int DEEPEST = 50;

    private MachineFailure() {}

    /** A failure of this software that another library, such as Guice, has wrapped. */
    public static Optional<Tl4jException> known(Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < DEEPEST; cause = cause.getCause(), depth++) {
            if (cause instanceof Tl4jException known) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    /** Missing memory, native libraries or parts of Java; empty if the failure has another cause. */
    public static Optional<Problem> of(Throwable failure) {
        return LoadFailure.of(failure).map(MachineFailure::here).or(() -> missingModule(failure));
    }

    /** The same problem; its remedy says how options of Java are given to the command. */
    public static Problem here(Problem problem) {
        return new Problem(
                problem.subject(),
                problem.rule(),
                problem.found(),
                problem.remedy().replace("start Java with -", "set TL_JAVA_OPTS=-"));
    }

    /** A reduced Java, for example by jlink. */
    private static Optional<Problem> missingModule(Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < DEEPEST; cause = cause.getCause(), depth++) {
            String name = String.valueOf(cause.getMessage()).replace('/', '.');
            boolean missing = cause instanceof NoClassDefFoundError || cause instanceof ClassNotFoundException;
            if (missing && name.matches("(?:java|javax|jdk|sun|com\\.sun|org\\.w3c|org\\.xml)\\.[\\w.$]+")) {
                return Optional.of(new Problem(
                        "the Java at " + System.getProperty("java.home"),
                        "must have all modules of a JRE",
                        "none with " + name,
                        "set JAVA_HOME to a whole JDK or JRE of version 17 or newer"));
            }
        }
        return Optional.empty();
    }
}
