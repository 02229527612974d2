package org.tl4j.data.internal.splitting;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.DatasetSplit;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SplitSettings;
import org.tl4j.core.dataset.Splitter;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.DataException;
import org.tl4j.core.provenance.Digest;

/**
 * Draws validation images by a digest of seed and content. Each image is drawn independently, with the same chance in every
 * class. So the fractions match the request up to random variation, equal contents stay together whatever their labels, and
 * adding or removing an image moves no other image. One exception: if every image of a class is drawn, the content that a
 * larger fraction would have drawn last stays in training. Of exact copies with one label, the first counts.
 */
final class ContentSplitter implements Splitter {
    @Override
    public DatasetSplit split(Dataset dataset, SplitSettings settings) {
        if (dataset.labels().size() < 2 && !dataset.labels().isMultiLabel()) {
            throw new DataException(
                    "labels",
                    "must be two or more to train on",
                    dataset.labels().names().toString(),
                    "add a folder of images that are something else");
        }
        boolean drawn = !dataset.subsets().contains(Subset.VALIDATION);
        Set<Digest> held = drawn ? ValidationDraw.of(dataset, settings) : Set.of();
        Predicate<Sample> validation =
                drawn ? sample -> isTraining(sample) && held.contains(sample.digest()) : isIn(Subset.VALIDATION);
        Set<Digest> seen = new HashSet<>();
        List<Sample> duplicates = new ArrayList<>();
        List<Sample> train = take(dataset, sample -> isTraining(sample) && !validation.test(sample), seen, duplicates);
        DatasetSplit split = new DatasetSplit(
                dataset.labels(),
                train,
                take(dataset, validation, seen, duplicates),
                take(dataset, isIn(Subset.TEST), seen, duplicates),
                duplicates,
                conflicts(dataset));
        checkTraining(dataset, split);
        return split;
    }

    /** Images without a subset are for training if other images have one. */
    static boolean isTraining(Sample sample) {
        return sample.subset().orElse(Subset.TRAIN) == Subset.TRAIN;
    }

    private static Predicate<Sample> isIn(Subset part) {
        return sample -> sample.subset().filter(part::equals).isPresent();
    }

    /** The samples of a subset, without those whose content is in an earlier subset, or in this one with the same label. */
    private static List<Sample> take(
            Dataset dataset, Predicate<Sample> part, Set<Digest> seen, List<Sample> duplicates) {
        Map<LabelledContent, Sample> taken = new LinkedHashMap<>();
        for (Sample sample : dataset.samples()) {
            if (part.test(sample)) {
                boolean first = !seen.contains(sample.digest())
                        && taken.putIfAbsent(new LabelledContent(sample.digest(), sample.annotation()), sample) == null;
                if (!first) {
                    duplicates.add(sample);
                }
            }
        }
        taken.keySet().forEach(content -> seen.add(content.digest()));
        return List.copyOf(taken.values());
    }

    private record LabelledContent(Digest digest, Annotation annotation) {}

    private static List<List<Sample>> conflicts(Dataset dataset) {
        return dataset.samples().stream()
                .collect(groupingBy(Sample::digest, LinkedHashMap::new, toList()))
                .values()
                .stream()
                .filter(same -> same.stream().map(Sample::annotation).distinct().count() > 1)
                .toList();
    }

    private static void checkTraining(Dataset dataset, DatasetSplit split) {
        Set<String> trained = new HashSet<>();
        split.train().forEach(sample -> trained.addAll(sample.annotation().present()));
        for (String label : dataset.labels().names()) {
            if (!trained.contains(label)) {
                throw untrained(dataset, label);
            }
        }
    }

    private static DataException untrained(Dataset dataset, String label) {
        String subject = "class " + label;
        String rule = "must have at least one training image";
        long count = dataset.counts().get(label);
        return dataset.subsets().isEmpty()
                ? new DataException(subject, rule, "no usable image", "add images or remove the class")
                : new DataException(
                        subject,
                        rule,
                        "none in train, " + count + " in other parts",
                        "add some to train or remove the class");
    }
}
