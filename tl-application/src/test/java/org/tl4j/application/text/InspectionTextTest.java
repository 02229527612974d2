package org.tl4j.application.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.application.documents.InspectionDocument;
import org.tl4j.application.documents.Json;
import org.tl4j.application.tables.InspectionTable;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.inspection.ClassCount;
import org.tl4j.core.inspection.ExactCopies;
import org.tl4j.core.inspection.InspectedImage;
import org.tl4j.core.inspection.Inspection;
import org.tl4j.core.inspection.InspectionCheck;
import org.tl4j.core.inspection.LikelyWrongLabel;
import org.tl4j.core.inspection.LimitedCheck;
import org.tl4j.core.inspection.NearDuplicate;
import org.tl4j.core.inspection.PixelDefect;
import org.tl4j.core.inspection.PixelFinding;
import org.tl4j.core.provenance.Digest;
import org.tl4j.learner.InspectionReport;

/** Findings as text, CSV and JSON. */
class InspectionTextTest {
    @TempDir
    private Path folder;

    @Test
    void whatMattersMostComesFirstAndSaysWhatToDo() {
        List<String> lines = InspectionText.of(report(), "--json");
        assertThat(lines.get(0)).isEqualTo("Inspected 3 images with 2 labels.");
        assertThat(lines)
                .containsSubsequence(
                        "1 group of exact copies, 1 with different labels. Training uses each once; where labels differ, remove the wrong ones:",
                        "1 label likely wrong. Correct them, or remove the images:",
                        "  a.jpg: ant, likely bee (97.0 % against 1.0 %)",
                        "1 pair of near-duplicates, 1 with different labels. Keep both in one part, or remove one:",
                        "  a.jpg (ant) ~ b.jpg (bee) (similarity 0.990)",
                        "  =c.jpg: brightest tone 0.10 of 1, below 0.26",
                        "Unbalanced: ant has 1 image, the largest class 9.0 times as many. Add images of small classes, or weight the classes.",
                        "Limit: not checked for places on the map, since there are too few images.");
    }

    @Test
    void nothingFoundIsSaid() {
        Inspection nothing = new Inspection(
                new LabelSet(List.of("ant", "bee")),
                List.of(image("a.jpg", "ant")),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
        assertThat(InspectionText.of(new InspectionReport(nothing, Optional.empty(), List.of()), "--json"))
                .contains("Nothing suspicious was found.");
    }

    @Test
    void theTableHasARowPerFindingAndNoFormula() throws IOException {
        Path file = folder.resolve("findings.csv");
        InspectionTable.write(file, report().inspection());
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "finding,image,label,other_image,other_label,value,bound",
                        "exact-copy,a.jpg,ant,b.jpg,bee,1,",
                        "near-duplicate,a.jpg,ant,b.jpg,bee,0.99,0.96",
                        "wrong-label,a.jpg,ant,,bee,0.96,",
                        "dark,'=c.jpg,bee,,,0.1,0.26");
    }

    @Test
    void theDocumentNamesImagesAndLeavesOutWhatIsNotThere() {
        String json = Json.text(InspectionDocument.of(report()));
        assertThat(json)
                .contains("\"images\":3")
                .contains(
                        "\"wrongLabels\":[{\"image\":{\"image\":\"a.jpg\",\"labels\":[\"ant\"]},\"given\":\"ant\",\"likely\":\"bee\"")
                .contains("\"check\":\"map\",\"reason\":\"too-few-images\"")
                .doesNotContain("\"backbone\"")
                .doesNotContain("\"part\"");
    }

    private static InspectionReport report() {
        List<InspectedImage> images = List.of(image("a.jpg", "ant"), image("b.jpg", "bee"), image("=c.jpg", "bee"));
        Inspection found = new Inspection(
                new LabelSet(List.of("ant", "bee")),
                images,
                List.of(new ExactCopies(images.subList(0, 2))),
                List.of(new NearDuplicate(0, 1, 0.99, 0.96, false, false)),
                List.of(new LikelyWrongLabel(0, Optional.of("ant"), Optional.of("bee"), 0.01, 0.97)),
                List.of(),
                List.of(new PixelFinding(2, PixelDefect.DARK, 0.1, 0.26)),
                List.of(new ClassCount("ant", 1, Map.of()), new ClassCount("bee", 9, Map.of())),
                List.of(),
                Optional.empty(),
                List.of(new LimitedCheck(InspectionCheck.MAP, LimitedCheck.Reason.TOO_FEW_IMAGES, 0)));
        return new InspectionReport(found, Optional.empty(), List.of());
    }

    private static InspectedImage image(String name, String label) {
        return new InspectedImage(
                new Sample(ImageLocation.file(Path.of(name)), label, Digest.of(name), Optional.empty()),
                Optional.empty());
    }
}
