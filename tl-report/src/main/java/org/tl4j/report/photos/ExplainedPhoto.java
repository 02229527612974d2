package org.tl4j.report.photos;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.tl4j.core.prediction.HeatMap;
import org.tl4j.core.preprocessing.Preprocessing;

/**
 * An image with what speaks for labels in it.
 *
 * @param photo what is said of it
 * @param maps at least one, of the same network
 * @param preprocessing of the network, which says what part of the image it sees
 */
public record ExplainedPhoto(Photo photo, List<HeatMap> maps, Preprocessing preprocessing) {
    public ExplainedPhoto {
        requireNonNull(photo, "photo is null");
        maps = List.copyOf(maps);
        requireNonNull(preprocessing, "preprocessing is null");
        if (maps.isEmpty()) {
            throw new IllegalArgumentException("an explained photo must have a map, found none");
        }
    }

    /** The value that is drawn brightest in all of its maps, so that they can be compared; above 0. */
    double brightest() {
        return Math.max(
                Double.MIN_NORMAL,
                maps.stream().mapToDouble(HeatMap::largest).max().orElseThrow());
    }
}
