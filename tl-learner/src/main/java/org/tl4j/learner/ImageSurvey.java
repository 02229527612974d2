package org.tl4j.learner;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.DataException;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.ImageSizeReader;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;

/** Looks at some images of a data set. Sizes come from headers; small images alone are decoded, to see whether they are grey. */
final class ImageSurvey {
    private static final Logger LOG = LoggerFactory.getLogger(ImageSurvey.class);

    /** Images are taken at equal distances, so that every class of a usual data set is among them. */
    private static final int MOST_IMAGES = 64;

    /** Levels of 255 between the channels, on average, that the compression of a grey image may leave. */
    private static final double GREY_LEVELS = 4;

    private static final int SIDE = 32;
    private static final Preprocessing LEVELS = new Preprocessing(
            new ResizeRule.Exact(ImageSize.square(SIDE)),
            ImageSize.square(SIDE),
            ChannelOrder.RGB,
            1,
            List.of(0.0, 0.0, 0.0),
            List.of(1.0, 1.0, 1.0));

    private final ImageReader reader;
    private final ImageSizeReader sizes;
    private final ImagePreprocessor preprocessor;

    ImageSurvey(ImageReader reader, ImageSizeReader sizes, ImagePreprocessor preprocessor) {
        this.reader = reader;
        this.sizes = sizes;
        this.preprocessor = preprocessor;
    }

    /** The same, reading and decoding within other limits. */
    ImageSurvey within(ReadingSettings limits) {
        return new ImageSurvey(reader.within(limits), sizes.within(limits), preprocessor.within(limits));
    }

    /** An image that could be read. */
    private record Seen(int longerSide, boolean grey) {}

    /** The traits of these images; where none can be read, the traits of photos. */
    ImageTraits of(List<Sample> samples) {
        int images = Math.min(MOST_IMAGES, samples.size());
        List<Seen> seen = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            look(samples.get((int) ((long) i * samples.size() / images))).ifPresent(seen::add);
        }
        if (seen.isEmpty()) {
            return ImageTraits.PHOTOS;
        }
        int[] sides = seen.stream().mapToInt(Seen::longerSide).sorted().toArray();
        long grey = seen.stream().filter(Seen::grey).count();
        return new ImageTraits(sides[sides.length / 2], 2 * grey > seen.size());
    }

    /** Those that cannot be read are reported where they are used. */
    private Optional<Seen> look(Sample sample) {
        try {
            byte[] encoded = reader.read(sample.location());
            ImageSize size = sizes.size(encoded);
            int longerSide = Math.max(size.width(), size.height());
            return Optional.of(new Seen(longerSide, longerSide <= ImageTraits.SMALL && isGrey(encoded)));
        } catch (DataException e) {
            LOG.debug("{} is left out of the survey", sample.location(), e);
            return Optional.empty();
        }
    }

    private boolean isGrey(byte[] encoded) {
        FloatBuffer target = FloatBuffer.allocate(LEVELS.valuesPerImage());
        preprocessor.prepare(encoded, LEVELS, target);
        int plane = SIDE * SIDE;
        double difference = 0;
        for (int i = 0; i < plane; i++) {
            float green = target.get(plane + i);
            difference += Math.abs(target.get(i) - green) + Math.abs(target.get(2 * plane + i) - green);
        }
        return difference / (2 * plane) <= GREY_LEVELS;
    }
}
