package org.tl4j.learner;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.calibration.CalibrationCheck;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.DatasetSplit;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.training.TrainingWarning;
import org.tl4j.core.training.WarningKind;

/** What the caller of a training run should know of its backbone and its images. */
final class RunWarnings {
    /** Fewer than so many images of a class show hardly what varies in it. A rule of thumb, measured nowhere. */
    private static final int FEW = 10;

    private static final int SHOWN = 3;
    private static final double PERCENT = 100;

    private RunWarnings() {}

    /**
     * What is known before the training begins.
     *
     * @param data where the images are; images are named as seen from there, since reports are passed on to others
     */
    static List<TrainingWarning> of(BackboneSelection selection, Dataset dataset, DatasetSplit split, Path data) {
        List<TrainingWarning> warnings = new ArrayList<>();
        dataset.remarks().forEach(remark -> warnings.add(layout(remark)));
        if (!selection.requested()) {
            warnings.add(byDefault(selection));
        }
        if (split.labels().isMultiLabel()) {
            warnings.addAll(LabelCounts.of(split).warnings());
        } else {
            fewImages(split, warnings);
        }
        if (!split.duplicates().isEmpty()) {
            warnings.add(duplicates(split.duplicates(), data));
        }
        if (!split.conflicts().isEmpty()) {
            warnings.add(conflicts(split.conflicts(), data));
        }
        return warnings;
    }

    /** For a network that was fitted to all images at last. */
    static TrainingWarning refitted() {
        return new TrainingWarning(
                WarningKind.REFITTED,
                "the network",
                "was fitted to the validation images as well, after its score on them was measured",
                "measure it on other images");
    }

    /** For a calibration whose held-out images are not held out any more. */
    static TrainingWarning calibratedBeforeRefit() {
        return new TrainingWarning(
                WarningKind.CALIBRATION,
                "the calibration",
                "is that of the network before it was fitted to the validation images as well, so it may not hold for this one",
                "measure it on other images");
    }

    /** For a calibration that makes an evaluation worse by more than the error that exact probabilities would have by chance. */
    static Optional<TrainingWarning> harmfulCalibration(CalibrationCheck check) {
        return check.calibratedError()
                .filter(after -> after - check.error() > check.errorByChance())
                .map(after -> new TrainingWarning(
                        WarningKind.CALIBRATION,
                        "the calibration",
                        String.format(
                                Locale.ROOT,
                                "makes the probabilities worse on these images: they are off by %.1f percentage points with it, by"
                                        + " %.1f without it",
                                PERCENT * after,
                                PERCENT * check.error()),
                        "use the probabilities without it for such images, or train with some of them for validation"));
    }

    private static TrainingWarning byDefault(BackboneSelection selection) {
        String why = switch (selection.origin()) {
            case FETCHED -> ": no network on this machine fits the images, so it was fetched";
            case EMBEDDED ->
                ": the images are small and grey, and no better network is on this machine." + " It has learned from "
                        + selection.entry().trainedOn();
            case PRESENT, FILE, MEMORY, MISSING ->
                ": of the networks on this machine it is the first that fits the images";
        };
        return new TrainingWarning(
                WarningKind.BACKBONE_BY_DEFAULT,
                "backbone " + selection.name(),
                "was selected because none was named" + why,
                "");
    }

    private static TrainingWarning layout(String remark) {
        return new TrainingWarning(WarningKind.LAYOUT, "the data set:", remark, "");
    }

    private static void fewImages(DatasetSplit split, List<TrainingWarning> warnings) {
        Map<String, Long> counts = split.train().stream().collect(groupingBy(Sample::label, counting()));
        List<String> few = split.labels().names().stream()
                .filter(label -> counts.getOrDefault(label, 0L) < FEW)
                .sorted(Comparator.comparing(label -> counts.getOrDefault(label, 0L)))
                .toList();
        if (!few.isEmpty()) {
            String fewest = few.get(0);
            long images = counts.getOrDefault(fewest, 0L);
            String others = few.size() == 2
                    ? ", and 1 more class has fewer than " + FEW
                    : few.size() > 2 ? ", and " + (few.size() - 1) + " more classes have fewer than " + FEW : "";
            warnings.add(new TrainingWarning(
                    WarningKind.FEW_IMAGES,
                    "class " + fewest,
                    "has " + images + (images == 1 ? " training image" : " training images") + others,
                    "add images: with fewer than " + FEW + " the result depends on which they are"));
        }
    }

    private static TrainingWarning duplicates(List<Sample> duplicates, Path data) {
        return new TrainingWarning(
                WarningKind.DUPLICATES,
                duplicates.size() == 1 ? "1 image" : duplicates.size() + " images",
                (duplicates.size() == 1 ? "was" : "were")
                        + " left out as an exact copy of another, which counts once, such as "
                        + name(duplicates.get(0).location(), data),
                "");
    }

    private static TrainingWarning conflicts(List<List<Sample>> conflicts, Path data) {
        List<String> shown = conflicts.stream()
                .limit(SHOWN)
                .map(group -> String.join(
                        ", ",
                        group.stream()
                                .map(sample -> name(sample.location(), data) + " is "
                                        + sample.annotation().text())
                                .toList()))
                .toList();
        return new TrainingWarning(
                WarningKind.CONFLICTS,
                "The same image",
                "has different labels in " + (conflicts.size() == 1 ? "1 case: " : conflicts.size() + " cases: ")
                        + String.join("; ", shown)
                        + (conflicts.size() > SHOWN ? "; and more" : ""),
                "correct the labels");
    }

    /** {@code ants/1.jpg} for an image below the data or beside it; of one elsewhere, the file and its folder. */
    private static String name(ImageLocation location, Path data) {
        Path file = location.container().toAbsolutePath().normalize();
        Path root = data.toAbsolutePath().normalize();
        Path known = file.startsWith(root) && !file.equals(root) ? root : root.getParent();
        Path shown = known != null && file.startsWith(known)
                ? known.relativize(file)
                : file.subpath(Math.max(0, file.getNameCount() - 2), file.getNameCount());
        return new ImageLocation(shown, location.entry()).toString();
    }
}
