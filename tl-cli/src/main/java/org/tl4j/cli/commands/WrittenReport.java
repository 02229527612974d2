package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.tl4j.cli.output.Console;
import org.tl4j.cli.progress.ConsoleProgress;
import org.tl4j.core.comparison.ComparisonResult;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.inspection.Inspection;
import org.tl4j.learner.ComparisonRequest;
import org.tl4j.learner.DatasetInspection;
import org.tl4j.learner.InspectionRequest;
import org.tl4j.learner.StrategyComparison;
import org.tl4j.report.Report;
import org.tl4j.report.ReportContents;

/** Writes a report after the work is done, which never fails because of it. */
final class WrittenReport {
    private WrittenReport() {}

    /**
     * Writes a report; whatever prevents that is a warning.
     *
     * @param file where; empty for no report
     * @return the file, if it was written
     */
    static Optional<Path> write(Optional<Path> file, Console console, Supplier<ReportContents> contents) {
        if (file.isEmpty()) {
            return file;
        }
        try {
            Report.of(contents.get()).write(file.get());
            return file;
        } catch (InterruptedWorkException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError e) { // the model is there, and worth more than the report
            console.say("warning: the report was not written: " + e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Inspects the images of a run for its report; whatever prevents that is a warning.
     *
     * @return what was found, if it could be looked for
     */
    static Optional<Inspection> inspection(DatasetInspection learner, Console console, InspectionRequest request) {
        try (ConsoleProgress progress = new ConsoleProgress(console)) {
            return Optional.of(learner.inspect(request.withProgress(progress)).inspection());
        } catch (InterruptedWorkException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError e) { // the model is there, and the report is of use without it
            console.say("warning: the images were not inspected for the report: " + e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Compares strategies for a report; whatever prevents that is a warning.
     *
     * @return the result, if there is one
     */
    static Optional<ComparisonResult> comparison(
            StrategyComparison learner, Console console, ComparisonRequest request) {
        try {
            return Optional.of(learner.compare(request).result());
        } catch (InterruptedWorkException e) {
            throw e;
        } catch (RuntimeException e) { // the model is there, and the report is of use without it
            console.say("warning: strategies were not compared for the report: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Where it is, as text. */
    static List<String> text(Optional<Path> file) {
        return file.map(path -> "Report: %s; open it in a browser".formatted(path)).stream()
                .toList();
    }
}
