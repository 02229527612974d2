package org.tl4j.report.health;

import static org.tl4j.core.error.Arguments.required;

import java.util.List;
import org.tl4j.core.inspection.Inspection;
import org.tl4j.core.preprocessing.ThumbnailReader;
import org.tl4j.learner.InspectionReport;
import org.tl4j.report.Html;
import org.tl4j.report.Numbers;
import org.tl4j.report.Report;
import org.tl4j.report.ReportContents;
import org.tl4j.report.Section;
import org.tl4j.report.Summary;
import org.tl4j.report.photos.Thumbnails;

/**
 * A page of an inspection alone.
 *
 * @param title what it is about
 * @param summary what stands above the sections
 * @param sections data health, and the map if there is one
 */
public record InspectionContents(String title, Html summary, List<Section> sections) implements ReportContents {
    public InspectionContents {
        required(title, "title");
        required(summary, "summary");
        sections = List.copyOf(required(sections, "sections"));
    }

    /**
     * The contents of a page.
     *
     * @param data what was inspected, as the reader calls it
     * @param images makes the small copies
     */
    public static InspectionContents of(InspectionReport report, String data, ThumbnailReader images) {
        Inspection inspection = report.inspection();
        Thumbnails thumbnails = Thumbnails.read(images, InspectionSections.photos(inspection), Report.IMAGE_BYTES);
        List<Section> sections = InspectionSections.of(inspection, thumbnails);
        return new InspectionContents("Data health of " + data, summary(report, data), sections);
    }

    private static Html summary(InspectionReport report, String data) {
        Inspection inspection = report.inspection();
        Summary top = new Summary("Data health", data);
        top.sentence("%s with %s were inspected, %s.%s"
                .formatted(
                        Numbers.count(inspection.images().size(), "image"),
                        Numbers.count(inspection.labels().size(), "label"),
                        report.backbone()
                                .map(backbone -> "with the features of the pretrained network " + backbone.name())
                                .orElse("without a pretrained network"),
                        report.skipped().isEmpty()
                                ? ""
                                : " " + Numbers.count(report.skipped().size(), "file") + " could not be used."));
        return top.html();
    }
}
