package org.tl4j.data.internal.imaging;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.ImageSizeReader;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.preprocessing.Thumbnail;
import org.tl4j.core.preprocessing.ThumbnailReader;

/** Decodes with the guards and limits of all other images, and encodes the pixels again, so that nothing else goes along. */
final class JpegThumbnailReader implements ThumbnailReader {
    private static final float QUALITY = 0.75f;
    private static final List<Double> ZERO = List.of(0.0, 0.0, 0.0);
    private static final List<Double> ONE = List.of(1.0, 1.0, 1.0);

    private final ImageReader reader;
    private final ImageSizeReader sizes;
    private final ImagePreprocessor preprocessor;

    JpegThumbnailReader(ImageReader reader, ImageSizeReader sizes, ImagePreprocessor preprocessor) {
        this.reader = reader;
        this.sizes = sizes;
        this.preprocessor = preprocessor;
    }

    @Override
    public Thumbnail read(ImageLocation location, int longerSide) {
        byte[] encoded = reader.read(location);
        ImageSize size = within(sizes.size(encoded), longerSide);
        Preprocessing pixels = new Preprocessing(new ResizeRule.Exact(size), size, ChannelOrder.RGB, 1, ZERO, ONE);
        FloatBuffer values = ByteBuffer.allocateDirect(pixels.valuesPerImage() * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        preprocessor.prepare(encoded, pixels, values);
        return new Thumbnail(size, jpeg(image(values, size)));
    }

    @Override
    public ThumbnailReader within(ReadingSettings limits) {
        return new JpegThumbnailReader(reader.within(limits), sizes.within(limits), preprocessor.within(limits));
    }

    private static ImageSize within(ImageSize size, int longerSide) {
        int longer = Math.max(size.width(), size.height());
        if (longer <= longerSide) {
            return size;
        }
        return new ImageSize(
                Math.max(1, Math.round((float) size.width() * longerSide / longer)),
                Math.max(1, Math.round((float) size.height() * longerSide / longer)));
    }

    /** From planes of red, green and blue, from 0 to 255. */
    private static BufferedImage image(FloatBuffer values, ImageSize size) {
        BufferedImage image = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
        int plane = size.width() * size.height();
        for (int i = 0; i < plane; i++) {
            int red = Math.round(values.get(i));
            int green = Math.round(values.get(plane + i));
            int blue = Math.round(values.get(2 * plane + i));
            image.setRGB(i % size.width(), i / size.width(), red << 16 | green << 8 | blue);
        }
        return image;
    }

    private static byte[] jpeg(BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(QUALITY);
            // without a file of ImageIO's cache
            try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
                writer.setOutput(stream);
                writer.write(null, new IIOImage(image, null, null), settings);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("memory can always be written to", e);
        } finally {
            writer.dispose();
        }
    }
}
