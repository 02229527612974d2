package org.tl4j.application.documents;

import java.util.Locale;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Tl4jException;

/**
 * A failure under {@code --json}.
 *
 * @param error what went wrong
 */
public record ErrorDocument(Detail error) {
    /**
     * The parts of a failure.
     *
     * @param category of {@link org.tl4j.core.error.Category} in lower case, or {@code internal} for a defect
     * @param kind of {@link org.tl4j.core.error.DataKind}, where the category is {@code data}; else null
     * @param subject the subject of the problem
     * @param rule what must hold
     * @param found what was found instead
     * @param remedy what to do
     * @param message the whole problem on one line
     */
    public record Detail(
            String category, String kind, String subject, String rule, String found, String remedy, String message) {}

    /** The name of the category of a failure in documents. */
    public static String category(Tl4jException failure) {
        return failure.category().name().toLowerCase(Locale.ROOT);
    }

    /** A failure that the user can fix. */
    public static ErrorDocument of(Tl4jException failure) {
        return of(failure, failure.problem());
    }

    /** The same with the parts of {@code problem}, which has the words of the caller. */
    public static ErrorDocument of(Tl4jException failure, Problem problem) {
        String kind = failure instanceof DataException data ? data.kind().name() : null;
        return of(category(failure), kind, problem);
    }

    /** A failure from its parts. */
    public static ErrorDocument of(String category, Problem problem) {
        return of(category, null, problem);
    }

    private static ErrorDocument of(String category, String kind, Problem problem) {
        return new ErrorDocument(new Detail(
                category,
                kind,
                problem.subject(),
                problem.rule(),
                problem.found(),
                problem.remedy(),
                problem.message()));
    }
}
