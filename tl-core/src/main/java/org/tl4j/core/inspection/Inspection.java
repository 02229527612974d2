package org.tl4j.core.inspection;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.tl4j.core.dataset.LabelSet;

/**
 * What was found in a data set. Findings are suspicions: a person looks at the images and decides. Immutable.
 *
 * @param labels the labels, and whether images have one or several
 * @param images what was inspected, each content once per label
 * @param exactCopies files with the same bytes
 * @param nearDuplicates pairs, those across subsets or of different labels first, then by similarity
 * @param wrongLabels likely wrong labels, the surest first
 * @param outliers the farthest first
 * @param pixelFindings by defect, the worst first
 * @param classes how many images each label has, in the order of {@code labels}
 * @param shortcuts one per trait that was checked
 * @param map features in two dimensions; empty if it was not made
 * @param limits checks that were not made, or not on all images
 */
public record Inspection(
        LabelSet labels,
        List<InspectedImage> images,
        List<ExactCopies> exactCopies,
        List<NearDuplicate> nearDuplicates,
        List<LikelyWrongLabel> wrongLabels,
        List<Outlier> outliers,
        List<PixelFinding> pixelFindings,
        List<ClassCount> classes,
        List<ShortcutCheck> shortcuts,
        Optional<DataMap> map,
        List<LimitedCheck> limits) {
    public Inspection {
        requireNonNull(labels, "labels is null");
        requireNonNull(map, "map is null");
        images = List.copyOf(images);
        exactCopies = List.copyOf(exactCopies);
        nearDuplicates = List.copyOf(nearDuplicates);
        wrongLabels = List.copyOf(wrongLabels);
        outliers = List.copyOf(outliers);
        pixelFindings = List.copyOf(pixelFindings);
        classes = List.copyOf(classes);
        shortcuts = List.copyOf(shortcuts);
        limits = List.copyOf(limits);
    }

    /** The images of the largest class for each image of the smallest; infinite if one has none, 1 if they are balanced. */
    public double imbalance() {
        int most = classes.stream().mapToInt(ClassCount::images).max().orElse(0);
        int fewest = classes.stream().mapToInt(ClassCount::images).min().orElse(0);
        return fewest == most ? 1 : (double) most / fewest;
    }
}
