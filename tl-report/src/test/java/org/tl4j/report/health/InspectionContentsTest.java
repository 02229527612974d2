package org.tl4j.report.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.evaluation.Interval;
import org.tl4j.core.inspection.ClassCount;
import org.tl4j.core.inspection.DataMap;
import org.tl4j.core.inspection.ExactCopies;
import org.tl4j.core.inspection.InspectedImage;
import org.tl4j.core.inspection.Inspection;
import org.tl4j.core.inspection.InspectionCheck;
import org.tl4j.core.inspection.LikelyWrongLabel;
import org.tl4j.core.inspection.LimitedCheck;
import org.tl4j.core.inspection.NearDuplicate;
import org.tl4j.core.inspection.Outlier;
import org.tl4j.core.inspection.PixelDefect;
import org.tl4j.core.inspection.PixelFinding;
import org.tl4j.core.inspection.ShortcutCheck;
import org.tl4j.core.inspection.ShortcutTrait;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Thumbnail;
import org.tl4j.core.provenance.Digest;
import org.tl4j.learner.InspectionReport;
import org.tl4j.report.Report;

class InspectionContentsTest {
    private static final String HOSTILE = "<script>alert(1)</script>\u202Egpj.\"'&";
    private static final String LONG = "x".repeat(2000);

    @Test
    void hostileNamesDoNotBecomeMarkup() {
        String page = page(inspection());
        assertThat(page).doesNotContain("<script>alert").doesNotContain("\u202E");
        assertThat(page).contains("&lt;script&gt;alert(1)").doesNotContain(LONG);
    }

    @Test
    void everyFindingIsInThePageWithItsAdvice() {
        String page = page(inspection());
        assertThat(page)
                .contains("Likely wrong labels")
                .contains("in different parts, different labels")
                .contains("Exact copies")
                .contains("a strong shortcut")
                .contains("1 image blurred")
                .contains("checked for likely wrong labels")
                .contains("map-points");
    }

    @Test
    void aPhotoOfTheMapAloneIsDefinedInThePage() {
        String page = page(inspection());
        assertThat(page).contains("data-picture=\"i");
        // each image has one definition, whether a gallery shows it or only the map
        assertThat(page.split("<symbol ", -1)).hasSize(5);
    }

    @Test
    void withoutFindingsAndMapThereIsNoMapSection() {
        Inspection nothing = new Inspection(
                new LabelSet(List.of("a", "b")),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(new LimitedCheck(InspectionCheck.OUTLIERS, LimitedCheck.Reason.NO_FEATURES, 0)));
        assertThat(page(nothing)).doesNotContain("map-points\"").contains("0 images with 2 labels");
        assertThat(page(nothing)).contains("not checked").doesNotContain("images unlike all others");
    }

    @Test
    void wrongLabelsOfSeveralPerImageAreCountedByImage() {
        assertThat(page(inspection())).contains("on 50.0\u00A0% of the images").doesNotContain("mistakes of the model");
    }

    private static String page(Inspection inspection) {
        InspectionReport report = new InspectionReport(inspection, Optional.empty(), List.of());
        return Report.of(InspectionContents.of(
                        report, HOSTILE, (location, side) -> new Thumbnail(new ImageSize(4, 3), new byte[] {1, 2, 3})))
                .html();
    }

    private static Inspection inspection() {
        List<InspectedImage> images = List.of(
                image(HOSTILE, HOSTILE, Subset.TRAIN),
                image(LONG, "bee", Subset.TEST),
                image("c.jpg", "bee", Subset.TRAIN),
                image("d.jpg", "bee", Subset.TRAIN));
        return new Inspection(
                LabelSet.sorted(List.of(HOSTILE, "bee")),
                images,
                List.of(new ExactCopies(List.of(images.get(0), images.get(2)))),
                List.of(new NearDuplicate(0, 1, 0.99, 0.96, true, false)),
                List.of(
                        new LikelyWrongLabel(0, Optional.of(HOSTILE), Optional.of("bee"), 0.1, 0.9),
                        new LikelyWrongLabel(1, Optional.empty(), Optional.of(HOSTILE), 0.1, 0.9),
                        new LikelyWrongLabel(1, Optional.of("bee"), Optional.empty(), 0.1, 0.9)),
                List.of(new Outlier(2, 0.5, 0.4)),
                List.of(new PixelFinding(1, PixelDefect.BLURRED, 0.01, 0.02)),
                List.of(
                        new ClassCount(HOSTILE, 1, Map.of(Subset.TRAIN, 1)),
                        new ClassCount("bee", 30, Map.of(Subset.TEST, 30))),
                List.of(new ShortcutCheck(
                        ShortcutTrait.FILE_TYPE, 1, new Interval(0.9, 1), 0.5, 4, ShortcutCheck.Verdict.STRONG)),
                Optional.of(new DataMap(
                        DataMap.Method.TSNE,
                        List.of(
                                new DataMap.Point(0, 0, 0),
                                new DataMap.Point(1, 1, 1),
                                new DataMap.Point(3, 0.5, 0.25)))),
                List.of(new LimitedCheck(InspectionCheck.LABELS, LimitedCheck.Reason.SAMPLED, 3)));
    }

    private static InspectedImage image(String name, String label, Subset role) {
        return new InspectedImage(
                new Sample(ImageLocation.file(Path.of(name)), label, Digest.of(name), Optional.empty()),
                Optional.of(role));
    }
}
