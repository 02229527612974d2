package org.tl4j.report.comparison;

import static org.tl4j.core.error.Arguments.required;

import java.util.List;
import org.tl4j.core.comparison.ComparisonResult;
import org.tl4j.report.Html;
import org.tl4j.report.ReportContents;
import org.tl4j.report.Section;

/**
 * The report on a comparison of networks and strategies.
 *
 * @param data what the images are called, such as the name of their folder
 * @param result the figures
 */
public record ComparisonContents(String data, ComparisonResult result) implements ReportContents {
    /**
     * Checks that nothing is missing.
     *
     * @throws org.tl4j.core.error.UsageException if something is null
     */
    public ComparisonContents {
        required(data, "data");
        required(result, "result");
    }

    @Override
    public String title() {
        return "Training compared on " + data;
    }

    @Override
    public Html summary() {
        return ComparisonSections.summary(result, title());
    }

    @Override
    public List<Section> sections() {
        return ComparisonSections.of(result);
    }
}
