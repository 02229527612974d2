package org.tl4j.data.internal.imaging;

import java.util.Locale;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.inspection.PixelMeasures;
import org.tl4j.core.inspection.PixelMeter;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Interpolation;
import org.tl4j.data.internal.format.ImageHeader;

/** Measures images that {@link OpenCvImagePreprocessor} decodes, with its limits and its journal. Thread-safe. */
final class DecodedPixelMeter implements PixelMeter {
    /** What networks see is about as long, so blur that they do not see does not count. Smaller images stay as they are. */
    private static final int LONGER_SIDE = 256;

    private final OpenCvImagePreprocessor decoder;

    DecodedPixelMeter(OpenCvImagePreprocessor decoder) {
        this.decoder = decoder;
    }

    @Override
    public PixelMeter within(ReadingSettings limits) {
        return new DecodedPixelMeter(decoder.within(limits));
    }

    @Override
    public PixelMeasures measure(byte[] encoded) {
        ImageHeader header = decoder.header(encoded);
        ImageSize size = new ImageSize(header.uprightWidth(), header.uprightHeight());
        ImageSize reduced = size.scaled(Math.min(1, (double) LONGER_SIDE / Math.max(size.width(), size.height())));
        Window window = Window.of(Region.whole(size.width(), size.height()), reduced, Interpolation.BILINEAR);
        return new PixelStatistics(decoder.pixels(encoded, header, window), reduced)
                .measures(size, header.format().name().toLowerCase(Locale.ROOT), encoded.length);
    }
}
