package org.tl4j.strategies.inspection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tl4j.core.backbone.FeatureRows;
import org.tl4j.core.backbone.SelectedRows;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.inspection.DataMap;
import org.tl4j.core.inspection.ExactCopies;
import org.tl4j.core.inspection.InspectedImage;
import org.tl4j.core.inspection.Inspection;
import org.tl4j.core.inspection.InspectionCheck;
import org.tl4j.core.inspection.LikelyWrongLabel;
import org.tl4j.core.inspection.LimitedCheck;
import org.tl4j.core.inspection.LimitedCheck.Reason;
import org.tl4j.core.inspection.NearDuplicate;
import org.tl4j.core.inspection.Outlier;
import org.tl4j.core.inspection.PixelMeasures;
import org.tl4j.core.inspection.ShortcutCheck;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.training.HeadTrainer;

/** Looks for what is wrong with a data set. Deterministic, immutable and thread-safe where the trainer is. */
public final class DatasetInspector {
    /** The name of the stage for a {@link Progress}. */
    public static final String STAGE = "inspecting";

    /** Feature values in memory: 400 MB, and not more than a part of the heap. Of more images, some are compared. */
    private static final long MOST_VALUES = 100_000_000;

    private static final int PART_OF_MEMORY = 8;

    private static final int STEPS = 5;

    private final HeadTrainer trainer;
    private final long seed;
    private final double mostWork;

    /**
     * An inspector.
     *
     * @param trainer fits the output layers whose predictions are compared with the labels
     * @param seed of the folds
     */
    public DatasetInspector(HeadTrainer trainer, long seed) {
        this(trainer, seed, WrongLabels.MOST_WORK);
    }

    /** The same with at most {@code mostWork} images times features times classes for labels. */
    DatasetInspector(HeadTrainer trainer, long seed, double mostWork) {
        this.trainer = trainer;
        this.seed = seed;
        this.mostWork = mostWork;
    }

    /** The same with less work for labels, for somebody who waits for a model. */
    public DatasetInspector afterTraining() {
        return new DatasetInspector(trainer, seed, WrongLabels.MOST_WORK_AFTER_TRAINING);
    }

    /**
     * What is inspected.
     *
     * @param images that can be decoded, each content once per label
     * @param copies files with the same bytes
     * @param compared the indices of the images that have features, ascending
     * @param features one row per image of {@code compared}; empty without a backbone
     * @param pixels measures of all images or some, by index
     */
    public record Material(
            LabelSet labels,
            List<InspectedImage> images,
            List<ExactCopies> copies,
            List<Integer> compared,
            Optional<FeatureRows> features,
            Map<Integer, PixelMeasures> pixels) {
        public Material {
            images = List.copyOf(images);
            copies = List.copyOf(copies);
            compared = List.copyOf(compared);
            pixels = new TreeMap<>(pixels);
            int rows = features.map(FeatureRows::rows).orElse(compared.size());
            if (rows != compared.size()) {
                throw new IllegalArgumentException(
                        "there must be one row of features per compared image, found %d for %d"
                                .formatted(rows, compared.size()));
            }
        }
    }

    /**
     * Makes all checks that the material allows.
     *
     * @throws org.tl4j.core.error.InterruptedWorkException if this thread is interrupted; it stays so
     * @throws org.tl4j.core.error.TrainingException if features are not finite
     */
    public Inspection inspect(Material material, Progress progress) {
        List<LimitedCheck> limits = new ArrayList<>();
        FromFeatures found = material.features().isEmpty()
                        || material.compared().isEmpty()
                ? FromFeatures.none(limits, material.features().isEmpty() ? Reason.NO_FEATURES : Reason.TOO_FEW_IMAGES)
                : fromFeatures(material, material.features().orElseThrow(), limits, progress);
        if (material.pixels().size() < material.images().size()) {
            limits.add(new LimitedCheck(
                    InspectionCheck.PIXELS, Reason.SAMPLED, material.pixels().size()));
        }
        List<ShortcutCheck> shortcuts = shortcuts(material, limits);
        progress.at(STAGE, STEPS, STEPS);
        return new Inspection(
                material.labels(),
                material.images(),
                material.copies(),
                found.pairs(),
                found.wrongLabels(),
                found.outliers(),
                PixelBounds.of(material.pixels()),
                ClassCounts.of(material.labels(), material.images()),
                shortcuts,
                found.map(),
                limits);
    }

    /** What is found in features. */
    private record FromFeatures(
            List<NearDuplicate> pairs,
            List<LikelyWrongLabel> wrongLabels,
            List<Outlier> outliers,
            Optional<DataMap> map) {
        static FromFeatures none(List<LimitedCheck> limits, Reason reason) {
            List.of(
                            InspectionCheck.NEAR_DUPLICATES,
                            InspectionCheck.LABELS,
                            InspectionCheck.OUTLIERS,
                            InspectionCheck.MAP)
                    .forEach(check -> limits.add(new LimitedCheck(check, reason, 0)));
            return new FromFeatures(List.of(), List.of(), List.of(), Optional.empty());
        }
    }

    private FromFeatures fromFeatures(
            Material material, FeatureRows features, List<LimitedCheck> limits, Progress progress) {
        int all = material.images().size();
        int[] some = Sampling.evenly(features.rows(), mostRows(features.width()));
        int[] indices =
                Arrays.stream(some).map(row -> material.compared().get(row)).toArray();
        Compared compared = new Compared(
                UnitRows.of(new SelectedRows(features, some)),
                Arrays.stream(indices).mapToObj(material.images()::get).toList(),
                indices);
        progress.at(STAGE, 0, STEPS);
        Compared paired = compared.most(NearDuplicates.most(features.width()));
        limit(InspectionCheck.NEAR_DUPLICATES, paired.size(), all, limits);
        List<NearDuplicate> pairs = NearDuplicates.of(paired.rows(), paired.images()).stream()
                .map(paired::amongAll)
                .toList();
        progress.at(STAGE, 1, STEPS);
        List<LikelyWrongLabel> wrong = wrongLabels(compared, all, material.labels(), limits);
        progress.at(STAGE, 2, STEPS);
        if (compared.size() < Outliers.FEWEST_IMAGES) {
            limits.add(new LimitedCheck(InspectionCheck.OUTLIERS, Reason.TOO_FEW_IMAGES, 0));
        } else {
            limit(InspectionCheck.OUTLIERS, compared.size(), all, limits);
        }
        List<Outlier> outliers =
                Outliers.of(compared.rows()).stream().map(compared::amongAll).toList();
        progress.at(STAGE, 3, STEPS);
        Optional<DataMap> map = map(compared, all, limits);
        progress.at(STAGE, 4, STEPS);
        return new FromFeatures(pairs, wrong, outliers, map);
    }

    /** How many rows are compared: their values fit into a part of the memory. */
    private static int mostRows(int width) {
        long values = Math.min(MOST_VALUES, Runtime.getRuntime().maxMemory() / PART_OF_MEMORY / Float.BYTES);
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, values / width));
    }

    private static void limit(InspectionCheck check, int checked, int all, List<LimitedCheck> limits) {
        if (checked < all) {
            limits.add(new LimitedCheck(check, Reason.SAMPLED, checked));
        }
    }

    private List<LikelyWrongLabel> wrongLabels(Compared compared, int all, LabelSet labels, List<LimitedCheck> limits) {
        Compared checked =
                compared.most(WrongLabels.most(mostWork, compared.rows().width(), labels.size()));
        Optional<Reason> reason = classes(checked.images(), labels) < 2
                ? Optional.of(Reason.ONE_CLASS)
                : checked.size() < WrongLabels.FEWEST_IMAGES ? Optional.of(Reason.TOO_FEW_IMAGES) : Optional.empty();
        if (reason.isPresent()) {
            limits.add(new LimitedCheck(InspectionCheck.LABELS, reason.orElseThrow(), 0));
            return List.of();
        }
        limit(InspectionCheck.LABELS, checked.size(), all, limits);
        List<Sample> samples =
                checked.images().stream().map(InspectedImage::sample).toList();
        return new WrongLabels(trainer, seed)
                .of(checked.rows(), LabelMatrix.of(samples, labels), labels).stream()
                        .map(checked::amongAll)
                        .toList();
    }

    /** How many classes have images; of several labels, each is a question of its own. */
    private static int classes(List<InspectedImage> images, LabelSet labels) {
        if (labels.isMultiLabel()) {
            return images.isEmpty() ? 0 : 2 * labels.size();
        }
        return (int)
                images.stream().map(image -> image.sample().label()).distinct().count();
    }

    private static Optional<DataMap> map(Compared compared, int all, List<LimitedCheck> limits) {
        if (compared.size() < MapLayout.FEWEST_IMAGES) {
            limits.add(new LimitedCheck(InspectionCheck.MAP, Reason.TOO_FEW_IMAGES, 0));
            return Optional.empty();
        }
        limit(InspectionCheck.MAP, Math.min(compared.size(), MapLayout.MOST_IMAGES), all, limits);
        DataMap map = MapLayout.of(compared.rows());
        return Optional.of(new DataMap(
                map.method(),
                map.points().stream()
                        .map(point -> new DataMap.Point(compared.indices()[point.image()], point.x(), point.y()))
                        .toList()));
    }

    private List<ShortcutCheck> shortcuts(Material material, List<LimitedCheck> limits) {
        List<Integer> measured = List.copyOf(material.pixels().keySet());
        List<InspectedImage> images =
                measured.stream().map(material.images()::get).toList();
        Optional<Reason> reason = Optional.empty();
        if (material.labels().isMultiLabel()) {
            reason = Optional.of(Reason.SEVERAL_LABELS);
        } else if (classes(images, material.labels()) < 2) {
            reason = Optional.of(images.isEmpty() ? Reason.TOO_FEW_IMAGES : Reason.ONE_CLASS);
        } else if (ClassCounts.of(material.labels(), images).stream()
                .anyMatch(count -> count.images() > 0 && count.images() < Shortcuts.FEWEST_IMAGES)) {
            reason = Optional.of(Reason.TOO_FEW_IMAGES);
        }
        if (reason.isPresent()) {
            limits.add(new LimitedCheck(InspectionCheck.SHORTCUTS, reason.orElseThrow(), 0));
            return List.of();
        }
        if (measured.size() < material.images().size()) {
            limits.add(new LimitedCheck(InspectionCheck.SHORTCUTS, Reason.SAMPLED, measured.size()));
        }
        int[] labels = images.stream()
                .mapToInt(image -> material.labels().indexOf(image.sample().label()))
                .toArray();
        return Shortcuts.of(
                measured.stream().map(material.pixels()::get).toList(),
                labels,
                material.labels().size(),
                seed);
    }
}
