package org.tl4j.learner;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.bundle.RecordedImage;
import org.tl4j.core.bundle.TrainingRecord;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.DatasetSource;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.DataException;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.provenance.Digest;

/**
 * The images of an old model: those whose features are stored need no file, the others are looked for where they were.
 *
 * @param samples the images that are there, with their labels after the changes and the role that they had
 * @param withFile the digests of those whose file was found
 * @param lost those that are gone, by label
 */
record RecordedImages(List<Sample> samples, Set<Digest> withFile, Map<String, Integer> lost) {
    private static final Logger LOG = LoggerFactory.getLogger(RecordedImages.class);

    /**
     * Finds them.
     *
     * @param stored whether the features of an image are stored, so that it need not be decoded
     * @param needFiles whether all of them are looked for, since training decodes them
     */
    static RecordedImages of(
            TrainingRecord record,
            LabelChanges changes,
            Predicate<Digest> stored,
            boolean needFiles,
            DatasetSource source,
            ReadingSettings reading,
            Progress progress) {
        Map<Digest, RecordedImage> wanted = new LinkedHashMap<>();
        record.images().forEach(image -> wanted.put(image.digest(), image));
        boolean look = needFiles || wanted.keySet().stream().anyMatch(digest -> !stored.test(digest));
        Map<Digest, ImageLocation> found =
                look ? locations(record.sources(), wanted.keySet(), source, reading, progress) : Map.of();
        List<Sample> samples = new ArrayList<>();
        Map<String, Integer> lost = new TreeMap<>();
        for (RecordedImage image : record.images()) {
            Optional<Annotation> annotation = changes.of(image.annotation());
            if (annotation.isEmpty()) {
                continue;
            }
            ImageLocation location = found.get(image.digest());
            if (location == null && (needFiles || !stored.test(image.digest()))) {
                lost.merge(annotation.get().text(), 1, Integer::sum);
            } else {
                samples.add(new Sample(
                        location == null ? nowhere(image.digest()) : location,
                        annotation.get(),
                        image.digest(),
                        Optional.of(image.subset())));
            }
        }
        return new RecordedImages(samples, Set.copyOf(found.keySet()), lost);
    }

    /** The place of an image whose features are stored, for messages; it is never opened. */
    private static ImageLocation nowhere(Digest digest) {
        return ImageLocation.zipEntry(Path.of("images of the old model"), digest.hex());
    }

    private static Map<Digest, ImageLocation> locations(
            List<String> sources,
            Set<Digest> wanted,
            DatasetSource source,
            ReadingSettings reading,
            Progress progress) {
        Map<Digest, ImageLocation> found = new HashMap<>();
        for (String place : sources) {
            try {
                if (Files.exists(Path.of(place))) {
                    source.read(Path.of(place), reading, progress).samples().stream()
                            .filter(sample -> wanted.contains(sample.digest()))
                            .forEach(sample -> found.putIfAbsent(sample.digest(), sample.location()));
                }
            } catch (DataException | InvalidPathException e) {
                // a place that holds no images any more is as good as one that is gone: its images are lost
                LOG.warn("{}", e.getMessage());
            }
        }
        return found;
    }

    /**
     * Checks that nothing is lost, or that it may be.
     *
     * @throws DataException saying how many of each label, and what that means
     */
    void requireNothingLost(boolean mayBeLost) {
        if (!lost.isEmpty() && !mayBeLost) {
            int images = lost.values().stream().mapToInt(Integer::intValue).sum();
            String byLabel = lost.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue())
                    .collect(Collectors.joining(", "));
            throw new DataException(
                    "the images of the old model",
                    "must be stored as features or be where they were, or the new model forgets what they show",
                    images + " are gone: " + byLabel,
                    "bring them back, or allow to train without old images");
        }
    }
}
