package org.tl4j.application.documents;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.inspection.ClassCount;
import org.tl4j.core.inspection.ExactCopies;
import org.tl4j.core.inspection.FindingText;
import org.tl4j.core.inspection.InspectedImage;
import org.tl4j.core.inspection.Inspection;
import org.tl4j.core.inspection.LimitedCheck;
import org.tl4j.core.inspection.ShortcutCheck;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.learner.InspectionReport;

/**
 * The JSON of {@code tl inspect}.
 *
 * @param images how many were inspected, each content once per label
 * @param labels the labels
 * @param backbone whose features were used, or null
 * @param exactCopies files with the same bytes
 * @param nearDuplicates pairs that show nearly the same
 * @param wrongLabels labels that are likely wrong, the surest first
 * @param outliers images unlike all others, the farthest first
 * @param pixelFindings blurred, dark, bright, flat, tiny and oddly shaped images
 * @param classes how many images each label has
 * @param imbalance the images of the largest class for each of the smallest, or null if one has none
 * @param shortcuts how well simple traits alone tell the classes apart
 * @param map features in two dimensions, or null
 * @param limits checks that were not made, or not on all images
 * @param skipped how many images could not be used
 * @param skippedImages which
 */
public record InspectionDocument(
        int images,
        List<String> labels,
        String backbone,
        List<Copies> exactCopies,
        List<Pair> nearDuplicates,
        List<WrongLabel> wrongLabels,
        List<OutlierImage> outliers,
        List<PixelImage> pixelFindings,
        List<Count> classes,
        Double imbalance,
        List<Shortcut> shortcuts,
        MapDocument map,
        List<Limit> limits,
        int skipped,
        List<SkippedDocument> skippedImages) {
    /** Files with the same bytes. */
    public record Copies(List<Image> images, boolean sameLabels, boolean acrossParts) {}

    /** An image with its labels; {@code part} is null where images have no roles. */
    public record Image(String image, List<String> labels, String part) {}

    /** Two images that show nearly the same. */
    public record Pair(
            Image first, Image second, double similarity, double bound, boolean sameLabels, boolean acrossParts) {}

    /** A label that is likely wrong; of several labels, {@code given} or {@code likely} is null. */
    public record WrongLabel(
            Image image, String given, String likely, double givenProbability, double likelyProbability) {}

    /** An image unlike all others. */
    public record OutlierImage(Image image, double distance, double bound) {}

    /** An image whose pixels are likely bad. */
    public record PixelImage(Image image, String defect, double value, double bound) {}

    /** How many images have a label; {@code parts} by role, where images have roles. */
    public record Count(String label, int images, Map<String, Integer> parts) {}

    /** How well one trait tells the classes apart. */
    public record Shortcut(
            String trait, double balancedAccuracy, List<Double> interval, double chance, int images, String verdict) {}

    /** Where images are on the map. */
    public record MapDocument(String method, List<MapPoint> points) {}

    /** An image on the map. */
    public record MapPoint(String image, double x, double y) {}

    /** A check that was not made, or not on all images. */
    public record Limit(String check, String reason, int checked, String message) {}

    /** The document of a report. */
    public static InspectionDocument of(InspectionReport report) {
        Inspection found = report.inspection();
        return new InspectionDocument(
                found.images().size(),
                found.labels().names(),
                report.backbone().map(BackboneSelection::name).orElse(null),
                found.exactCopies().stream().map(InspectionDocument::copies).toList(),
                found.nearDuplicates().stream()
                        .map(pair -> new Pair(
                                image(found, pair.first()),
                                image(found, pair.second()),
                                pair.similarity(),
                                pair.bound(),
                                pair.sameLabels(),
                                pair.acrossSubsets()))
                        .toList(),
                found.wrongLabels().stream()
                        .map(label -> new WrongLabel(
                                image(found, label.image()),
                                label.given().orElse(null),
                                label.likely().orElse(null),
                                label.givenProbability(),
                                label.likelyProbability()))
                        .toList(),
                found.outliers().stream()
                        .map(outlier ->
                                new OutlierImage(image(found, outlier.image()), outlier.distance(), outlier.bound()))
                        .toList(),
                found.pixelFindings().stream()
                        .map(finding -> new PixelImage(
                                image(found, finding.image()),
                                EnumNames.of(finding.defect()),
                                finding.value(),
                                finding.bound()))
                        .toList(),
                found.classes().stream().map(InspectionDocument::count).toList(),
                Double.isFinite(found.imbalance()) ? found.imbalance() : null,
                found.shortcuts().stream().map(InspectionDocument::shortcut).toList(),
                found.map()
                        .map(map -> new MapDocument(
                                EnumNames.of(map.method()),
                                map.points().stream()
                                        .map(point -> new MapPoint(
                                                image(found, point.image()).image(), point.x(), point.y()))
                                        .toList()))
                        .orElse(null),
                found.limits().stream().map(InspectionDocument::limit).toList(),
                report.skipped().size(),
                SkippedDocument.of(report.skipped()));
    }

    private static Image image(Inspection found, int index) {
        return image(found.images().get(index));
    }

    private static Image image(InspectedImage image) {
        return new Image(
                image.sample().location().toString(),
                image.sample().annotation().present(),
                image.role().map(role -> role.word()).orElse(null));
    }

    private static Copies copies(ExactCopies copies) {
        return new Copies(
                copies.images().stream().map(InspectionDocument::image).toList(),
                !copies.isConflict(),
                copies.isAcrossSubsets());
    }

    private static Count count(ClassCount count) {
        if (count.byRole().isEmpty()) {
            return new Count(count.label(), count.images(), null);
        }
        Map<String, Integer> parts = new TreeMap<>();
        count.byRole().forEach((role, images) -> parts.put(role.word(), images));
        return new Count(count.label(), count.images(), parts);
    }

    private static Shortcut shortcut(ShortcutCheck check) {
        return new Shortcut(
                EnumNames.of(check.trait()),
                check.balancedAccuracy(),
                List.of(check.interval().low(), check.interval().high()),
                check.chance(),
                check.images(),
                EnumNames.of(check.verdict()));
    }

    private static Limit limit(LimitedCheck limit) {
        return new Limit(
                EnumNames.of(limit.check()), EnumNames.of(limit.reason()), limit.checked(), FindingText.of(limit));
    }
}
