package org.tl4j.application.documents;

import org.tl4j.core.training.TrainingWarning;
import org.tl4j.core.training.WarningKind;

/**
 * A warning in JSON.
 *
 * @param kind for programs
 * @param subject the subject of the warning
 * @param finding what was found
 * @param remedy what to do
 * @param message the whole warning on one line
 */
public record WarningDocument(WarningKind kind, String subject, String finding, String remedy, String message) {
    /** The parts of a warning. */
    public static WarningDocument of(TrainingWarning warning) {
        return new WarningDocument(
                warning.kind(), warning.subject(), warning.finding(), warning.remedy(), warning.message());
    }
}
