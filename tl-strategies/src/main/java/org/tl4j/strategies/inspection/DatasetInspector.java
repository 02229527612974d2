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

    /** Feature values in memory: 400 MB. Of more images, some are inspected. */
    private static final long MOST_VALUES = 100_000_000;

    private static final int STEPS = 5;

    private final HeadTrainer trainer;
    private final long seed;

    /**
     * An inspector.
     *
     * @param trainer fits the output layers whose predictions are compared with the labels
     * @param seed of the folds
     */
    public DatasetInspector(HeadTrainer trainer, long seed) {
        this.trainer = trainer;
        this.seed = seed;
    }

    /**
     * What is inspected.
     *
     * @param images that can be decoded, each content once per label
     * @param copies files with the same bytes
     * @param features one row per image; empty without a backbone
     * @param pixels measures of all images or some, by index
     */
    public record Material(
            LabelSet labels,
            List<InspectedImage> images,
            List<ExactCopies> copies,
            Optional<FeatureRows> features,
            Map<Integer, PixelMeasures> pixels) {
        public Material {
            images = List.copyOf(images);
            copies = List.copyOf(copies);
            pixels = new TreeMap<>(pixels);
            int rows = features.map(FeatureRows::rows).orElse(images.size());
            if (rows != images.size()) {
                throw new IllegalArgumentException(
                        "there must be one row of features per image, found %d for %d".formatted(rows, images.size()));
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
        FromFeatures found = material.features().isEmpty() || material.images().isEmpty()
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

        /** The same with the indices of all images, of which {@code some} were inspected. */
        FromFeatures at(int[] some) {
            return new FromFeatures(
                    pairs.stream()
                            .map(pair -> new NearDuplicate(
                                    some[pair.first()],
                                    some[pair.second()],
                                    pair.similarity(),
                                    pair.bound(),
                                    pair.acrossSubsets(),
                                    pair.sameLabels()))
                            .toList(),
                    wrongLabels.stream()
                            .map(label -> new LikelyWrongLabel(
                                    some[label.image()],
                                    label.given(),
                                    label.likely(),
                                    label.givenProbability(),
                                    label.likelyProbability()))
                            .toList(),
                    outliers.stream()
                            .map(one -> new Outlier(some[one.image()], one.distance(), one.bound()))
                            .toList(),
                    map.map(all -> new DataMap(
                            all.method(),
                            all.points().stream()
                                    .map(point -> new DataMap.Point(some[point.image()], point.x(), point.y()))
                                    .toList())));
        }
    }

    private FromFeatures fromFeatures(
            Material material, FeatureRows features, List<LimitedCheck> limits, Progress progress) {
        int[] some =
                Sampling.evenly(features.rows(), (int) Math.min(Integer.MAX_VALUE, MOST_VALUES / features.width()));
        UnitRows rows = UnitRows.of(new SelectedRows(features, some));
        List<InspectedImage> images =
                Arrays.stream(some).mapToObj(material.images()::get).toList();
        boolean sampled = some.length < features.rows();
        progress.at(STAGE, 0, STEPS);
        List<NearDuplicate> pairs = NearDuplicates.of(rows, images);
        if (sampled) {
            limits.add(new LimitedCheck(InspectionCheck.NEAR_DUPLICATES, Reason.SAMPLED, some.length));
        }
        progress.at(STAGE, 1, STEPS);
        List<LikelyWrongLabel> wrong = wrongLabels(rows, images, material.labels(), limits, sampled);
        progress.at(STAGE, 2, STEPS);
        if (rows.rows() < Outliers.FEWEST_IMAGES) {
            limits.add(new LimitedCheck(InspectionCheck.OUTLIERS, Reason.TOO_FEW_IMAGES, 0));
        } else if (sampled) {
            limits.add(new LimitedCheck(InspectionCheck.OUTLIERS, Reason.SAMPLED, some.length));
        }
        List<Outlier> outliers = Outliers.of(rows);
        progress.at(STAGE, 3, STEPS);
        Optional<DataMap> map = map(rows, features.rows(), limits);
        progress.at(STAGE, 4, STEPS);
        FromFeatures found = new FromFeatures(pairs, wrong, outliers, map);
        return sampled ? found.at(some) : found;
    }

    private List<LikelyWrongLabel> wrongLabels(
            UnitRows rows, List<InspectedImage> images, LabelSet labels, List<LimitedCheck> limits, boolean sampled) {
        Optional<Reason> reason = classes(images, labels) < 2
                ? Optional.of(Reason.ONE_CLASS)
                : images.size() < WrongLabels.FEWEST_IMAGES ? Optional.of(Reason.TOO_FEW_IMAGES) : Optional.empty();
        if (reason.isPresent()) {
            limits.add(new LimitedCheck(InspectionCheck.LABELS, reason.orElseThrow(), 0));
            return List.of();
        }
        if (sampled) {
            limits.add(new LimitedCheck(InspectionCheck.LABELS, Reason.SAMPLED, images.size()));
        }
        List<Sample> samples = images.stream().map(InspectedImage::sample).toList();
        return new WrongLabels(trainer, seed).of(rows, LabelMatrix.of(samples, labels), labels);
    }

    /** How many classes have images; of several labels, each is a question of its own. */
    private static int classes(List<InspectedImage> images, LabelSet labels) {
        if (labels.isMultiLabel()) {
            return images.isEmpty() ? 0 : 2 * labels.size();
        }
        return (int)
                images.stream().map(image -> image.sample().label()).distinct().count();
    }

    private static Optional<DataMap> map(UnitRows rows, int all, List<LimitedCheck> limits) {
        if (rows.rows() < MapLayout.FEWEST_IMAGES) {
            limits.add(new LimitedCheck(InspectionCheck.MAP, Reason.TOO_FEW_IMAGES, 0));
            return Optional.empty();
        }
        if (all > MapLayout.MOST_IMAGES) {
            limits.add(new LimitedCheck(InspectionCheck.MAP, Reason.SAMPLED, MapLayout.MOST_IMAGES));
        }
        return Optional.of(MapLayout.of(rows));
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
