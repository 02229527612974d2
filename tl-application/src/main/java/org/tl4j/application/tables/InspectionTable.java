package org.tl4j.application.tables;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tl4j.core.inspection.ExactCopies;
import org.tl4j.core.inspection.InspectedImage;
import org.tl4j.core.inspection.Inspection;
import org.tl4j.core.provenance.EnumNames;

/** The findings of an inspection as CSV, one row per finding: of images, then of traits. */
public final class InspectionTable {
    private static final List<String> HEADER =
            List.of("finding", "image", "label", "other_image", "other_label", "value", "bound");
    private static final String LABEL_SEPARATOR = "|";

    private InspectionTable() {}

    /** Writes the table; each copy is a row with the first of its group. */
    public static void write(Path file, Inspection found) {
        List<List<String>> rows = new ArrayList<>();
        for (ExactCopies copies : found.exactCopies()) {
            InspectedImage first = copies.images().get(0);
            copies.images().stream().skip(1).forEach(copy -> rows.add(pair("exact-copy", first, copy, "1", "")));
        }
        found.nearDuplicates()
                .forEach(pair -> rows.add(pair(
                        "near-duplicate",
                        found.images().get(pair.first()),
                        found.images().get(pair.second()),
                        "" + pair.similarity(),
                        "" + pair.bound())));
        found.wrongLabels()
                .forEach(label -> rows.add(List.of(
                        "wrong-label",
                        name(found.images().get(label.image())),
                        label.given().orElse(""),
                        "",
                        label.likely().orElse(""),
                        "" + label.margin(),
                        "")));
        found.outliers()
                .forEach(outlier -> rows.add(
                        single("outlier", found.images().get(outlier.image()), outlier.distance(), outlier.bound())));
        found.pixelFindings()
                .forEach(finding -> rows.add(single(
                        EnumNames.of(finding.defect()),
                        found.images().get(finding.image()),
                        finding.value(),
                        finding.bound())));
        found.shortcuts()
                .forEach(check -> rows.add(List.of(
                        "shortcut-" + EnumNames.of(check.trait()),
                        "",
                        EnumNames.of(check.verdict()),
                        "",
                        "",
                        "" + check.balancedAccuracy(),
                        "" + check.chance())));
        CsvFile.writeTable(file, HEADER, rows);
    }

    private static List<String> pair(
            String finding, InspectedImage first, InspectedImage second, String value, String bound) {
        return List.of(finding, name(first), labels(first), name(second), labels(second), value, bound);
    }

    private static List<String> single(String finding, InspectedImage image, double value, double bound) {
        return List.of(finding, name(image), labels(image), "", "", "" + value, "" + bound);
    }

    private static String name(InspectedImage image) {
        return image.sample().location().toString();
    }

    private static String labels(InspectedImage image) {
        return String.join(LABEL_SEPARATOR, image.sample().annotation().present());
    }
}
