package org.tl4j.data.internal.reading;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.DatasetSource;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.StrictException;
import org.tl4j.core.progress.Progress;
import org.tl4j.data.internal.format.ImageLimits;

/** The main path of this package. */
final class ImageDatasetSource implements DatasetSource {
    private static final Logger LOG = LoggerFactory.getLogger(ImageDatasetSource.class);

    private final int threads;

    ImageDatasetSource(int threads) {
        this.threads = threads;
    }

    @Override
    public Dataset read(Path data, ReadingSettings settings, Progress progress) {
        try (FileListing listing = Listings.open(data, settings.labels())) {
            Inspector inspector = new Inspector(listing, ImageLimits.of(settings));
            Gathering gathering = new Gathering(data, settings.strict());
            DatasetLayout arrangement = listing.arrangement();
            InParallel.map(arrangement.files(), inspector::inspect, threads, gathering::add, progress);
            return gathering.dataset(arrangement);
        }
    }

    /** A class folder, identified by label and subset. */
    private record ClassInPart(Optional<String> label, Optional<Subset> part) {}

    /** The samples and skipped images found so far. */
    private static final class Gathering {
        private final Path data;
        private final boolean strict;
        private final Collection<String> labels = new TreeSet<>();
        private final List<Sample> samples = new ArrayList<>();
        private final List<SkippedImage> skipped = new ArrayList<>();
        private final Set<ClassInPart> filled = new HashSet<>();
        private boolean misplaced;

        Gathering(Path data, boolean strict) {
            this.data = data;
            this.strict = strict;
        }

        void add(Inspection inspection) {
            if (inspection instanceof Inspection.Usable usable) {
                samples.add(usable.sample());
                labels.addAll(usable.sample().annotation().present());
                filled.add(new ClassInPart(
                        usable.candidate().label(), usable.candidate().subset()));
            } else if (inspection instanceof Inspection.Unusable unusable) {
                skip(unusable.image());
                Candidate candidate = unusable.candidate();
                // A class without any usable image stays a class, so that the loss is reported later.
                candidate.annotation().map(Annotation::present).ifPresent(labels::addAll);
                misplaced |= candidate.annotation().isEmpty();
                filled.add(new ClassInPart(candidate.label(), candidate.subset()));
            }
        }

        private void skip(SkippedImage image) {
            if (strict) {
                throw new StrictException(image.location().toString(), "one that " + image.reason());
            }
            skipped.add(image);
        }

        Dataset dataset(DatasetLayout arrangement) {
            if (samples.isEmpty()) {
                throw new NothingUsable(data, arrangement.files()).problem(skipped, misplaced);
            }
            if (samples.stream()
                    .allMatch(sample -> sample.annotation().present().isEmpty())) {
                throw new DataException(
                        data.toString(),
                        "must have an image with a label",
                        samples.size() + " images, none of which has one",
                        "label some of them; images without any label may be among the others");
            }
            // Such a folder may hold notes, or be a class whose images are still to come, so it is reported and is not
            // a
            // class.
            arrangement.classFolders().stream()
                    .filter(folder -> !filled.contains(new ClassInPart(folder.label(), folder.subset())))
                    .forEach(folder -> skip(new SkippedImage(folder.location(), "holds no image")));
            labels.addAll(arrangement.declared());
            List<String> remarks = new ArrayList<>(arrangement.remarks());
            remarks.addAll(SimilarLabels.remarks(labels));
            remarks.forEach(remark -> LOG.warn("{}: {}", data, remark));
            return new Dataset(LabelSet.sorted(labels, arrangement.mode()), samples, skipped, remarks);
        }
    }
}
