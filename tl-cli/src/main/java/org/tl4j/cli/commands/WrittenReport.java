package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.cli.output.Console;
import org.tl4j.cli.output.ResumeHint;
import org.tl4j.core.comparison.ComparisonResult;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.learner.ComparisonRequest;
import org.tl4j.learner.StrategyComparison;
import org.tl4j.report.Report;
import org.tl4j.report.ReportContents;

/** Writes a report after the work is done, which never fails because of it. */
final class WrittenReport {
    private static final Logger LOG = LoggerFactory.getLogger(WrittenReport.class);

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
        LOG.info("making the report {}", file.get());
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
     * The same for a model that is in its place by now, so that Ctrl-C costs the report alone; where the model is and how to get
     * the report is said then: on other images, since on those of the training it would look too good.
     */
    static Optional<Path> ofModel(Optional<Path> file, Path model, Context context, Supplier<ReportContents> contents) {
        file.ifPresent(page -> context.resumption()
                .finished(
                        "the model is complete in %s, but its report was not written; for a report on other images: tl evaluate %s --data OTHER-IMAGES --report %s"
                                .formatted(model, ResumeHint.quoted(model), ResumeHint.quoted(page))));
        Optional<Path> written = write(file, context.console(), contents);
        context.resumption().over();
        return written;
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
