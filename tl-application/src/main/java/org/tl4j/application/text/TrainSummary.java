package org.tl4j.application.text;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tl4j.learner.TrainingReport;

/** What a training run made, in a few lines at the end of its text that can be sent to somebody who was not there. */
public final class TrainSummary {
    private TrainSummary() {}

    /**
     * What was trained on what, how good it is, where the model and the report are, and what to do next.
     *
     * @param page the report in HTML; empty where none was written
     * @param next what to do next, such as commands; may be empty
     */
    public static List<String> of(TrainingReport report, Optional<Path> page, List<String> next) {
        requireNonNull(page, "page is null");
        var manifest = report.manifest();
        List<String> lines = new ArrayList<>(List.of(
                "Summary",
                line(
                        "what",
                        "%s of %s, on %s of %s"
                                .formatted(
                                        manifest.strategy(),
                                        manifest.backbone(),
                                        Format.count(report.trainImages(), "image"),
                                        TrainText.classes(manifest.labels()))),
                line("result", TrainText.result(report.validation())),
                line("model", report.bundle().toString())));
        page.ifPresent(file -> lines.add(line("report", file + " (open it in a browser)")));
        for (int i = 0; i < next.size(); i++) {
            lines.add(line(i == 0 ? "next" : "", next.get(i)));
        }
        return List.copyOf(lines);
    }

    private static String line(String name, String text) {
        return String.format(Locale.ROOT, "  %-7s %s", name, text);
    }
}
