package org.tl4j.report.photos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.concurrent.LookAhead;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.core.preprocessing.Thumbnail;
import org.tl4j.core.preprocessing.ThumbnailReader;

/** Small copies, some at a time, which several threads read. */
final class ThumbnailBatches implements LookAhead.Source<ThumbnailBatches.Batch> {
    private static final Logger LOG = LoggerFactory.getLogger(ThumbnailBatches.class);

    /** So few that hardly any are read beyond the budget of a page. */
    private static final int SIZE = 32;

    private final ThumbnailReader reader;
    private final List<ImageLocation> locations;
    private final int side;

    /**
     * Copies of images.
     *
     * @param locations where they are, in the order of the batches
     * @param side the most pixels of the longer side
     */
    ThumbnailBatches(ThumbnailReader reader, List<ImageLocation> locations, int side) {
        this.reader = reader;
        this.locations = locations;
        this.side = side;
    }

    /**
     * Some of the images.
     *
     * @param copies one per image, set by the thread that reads it; empty where it cannot be read
     */
    record Batch(List<ImageLocation> locations, List<Optional<Thumbnail>> copies) {}

    int count() {
        return (locations.size() + SIZE - 1) / SIZE;
    }

    @Override
    public Batch open(int number) {
        List<ImageLocation> some = locations.subList(number * SIZE, Math.min(locations.size(), (number + 1) * SIZE));
        return new Batch(some, new ArrayList<>(Collections.nCopies(some.size(), Optional.empty())));
    }

    @Override
    public int items(Batch batch) {
        return batch.locations().size();
    }

    @Override
    public void load(Batch batch, int item) {
        ImageLocation location = batch.locations().get(item);
        try {
            batch.copies().set(item, Optional.of(reader.read(location, side)));
        } catch (Tl4jException e) {
            LOG.debug("{} is not shown in the report: {}", location, e.getMessage());
        }
    }
}
