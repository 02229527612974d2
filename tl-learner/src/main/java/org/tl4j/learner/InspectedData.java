package org.tl4j.learner;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.DatasetSplit;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.inspection.ExactCopies;
import org.tl4j.core.inspection.InspectedImage;
import org.tl4j.core.provenance.Digest;

/**
 * The images of an inspection.
 *
 * @param images each content once per label
 * @param copies files with the same bytes, of which some are not among {@code images}
 * @param skipped images that could not be read
 */
record InspectedData(
        LabelSet labels, List<InspectedImage> images, List<ExactCopies> copies, List<SkippedImage> skipped) {
    private record LabelledContent(Digest digest, Annotation annotation) {}

    /** Before training: roles are those of the owner's layout. */
    static InspectedData of(Dataset dataset) {
        return of(
                dataset.labels(),
                dataset.samples().stream()
                        .map(sample -> new InspectedImage(sample, sample.subset()))
                        .toList(),
                dataset.skipped());
    }

    /** After training: roles are those that images had; contents that are in the test part only are left out. */
    static InspectedData of(DatasetSplit split) {
        List<InspectedImage> all = new ArrayList<>();
        Set<Digest> contents = new HashSet<>();
        for (Subset subset : List.of(Subset.TRAIN, Subset.VALIDATION)) {
            for (Sample sample : split.subset(subset)) {
                all.add(new InspectedImage(sample, Optional.of(subset)));
                contents.add(sample.digest());
            }
        }
        split.duplicates().stream()
                .filter(sample -> contents.contains(sample.digest()))
                .forEach(sample -> all.add(new InspectedImage(sample, sample.subset())));
        return of(split.labels(), all, List.of());
    }

    private static InspectedData of(LabelSet labels, List<InspectedImage> all, List<SkippedImage> skipped) {
        Set<LabelledContent> seen = new HashSet<>();
        List<InspectedImage> once = new ArrayList<>();
        Map<Digest, List<InspectedImage>> byContent = new LinkedHashMap<>();
        for (InspectedImage image : all) {
            Sample sample = image.sample();
            if (seen.add(new LabelledContent(sample.digest(), sample.annotation()))) {
                once.add(image);
            }
            byContent
                    .computeIfAbsent(sample.digest(), digest -> new ArrayList<>())
                    .add(image);
        }
        List<ExactCopies> copies = byContent.values().stream()
                .filter(same -> same.size() > 1)
                .map(ExactCopies::new)
                .toList();
        return new InspectedData(labels, once, copies, skipped);
    }

    List<Sample> samples() {
        return images.stream().map(InspectedImage::sample).toList();
    }

    /** At most {@code most} of the samples, at even distances in the order of their digests, which no folder orders. */
    List<Sample> samples(int most) {
        if (images.size() <= most) {
            return samples();
        }
        List<Integer> byDigest = IntStream.range(0, images.size())
                .boxed()
                .sorted(Comparator.comparing(index -> images.get(index).sample().digest()))
                .toList();
        return IntStream.range(0, most)
                .map(i -> byDigest.get((int) ((long) i * images.size() / most)))
                .sorted()
                .mapToObj(index -> images.get(index).sample())
                .toList();
    }

    /** The indices of the images with these samples, ascending. */
    List<Integer> indices(List<Sample> samples) {
        Set<Sample> wanted = new HashSet<>(samples);
        return IntStream.range(0, images.size())
                .filter(index -> wanted.contains(images.get(index).sample()))
                .boxed()
                .toList();
    }

    /** The same with images that have just turned out to be unusable left out. */
    InspectedData without(List<SkippedImage> more) {
        if (more.isEmpty()) {
            return this;
        }
        Set<Object> unusable = new HashSet<>();
        more.forEach(image -> unusable.add(image.location()));
        return new InspectedData(
                labels,
                images.stream()
                        .filter(image -> !unusable.contains(image.sample().location()))
                        .toList(),
                copies.stream()
                        .map(same -> same.images().stream()
                                .filter(image ->
                                        !unusable.contains(image.sample().location()))
                                .toList())
                        .filter(usable -> usable.size() > 1)
                        .map(ExactCopies::new)
                        .toList(),
                Stream.concat(skipped.stream(), more.stream()).toList());
    }
}
