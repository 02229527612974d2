package org.tl4j.predict;

import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.Problem;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.Preprocessing;

/**
 * Images in memory. The file of an image is the text {@code WIDTH HEIGHT RED GREEN BLUE}, and its path is that text; a path
 * {@code missing} cannot be read, and any other text cannot be decoded.
 */
class FakeImages implements ImageReader, ImagePreprocessor {
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public FakeImages within(ReadingSettings limits) {
        return this;
    }

    @Override
    public byte[] read(ImageLocation location) {
        String text = location.container().toString();
        if (text.equals("missing")) {
            throw failure(DataKind.NOT_FOUND, text, "no such file");
        }
        return text.equals("empty") ? new byte[0] : bytes(text);
    }

    @Override
    public String version() {
        return "fake";
    }

    @Override
    public void prepare(byte[] encoded, Preprocessing preprocessing, FloatBuffer target) {
        int[] values = values(encoded);
        int plane = preprocessing.crop().width() * preprocessing.crop().height();
        for (int i = 0; i < preprocessing.valuesPerImage(); i++) {
            target.put(i, values[2 + i / plane]);
        }
    }

    @Override
    public void prepare(BufferedImage image, Preprocessing preprocessing, FloatBuffer target) {
        target.put(0, image.getWidth());
    }

    @Override
    public void prepare(
            byte[] encoded,
            Preprocessing preprocessing,
            Augmentation augmentation,
            RandomGenerator random,
            FloatBuffer target) {
        throw new UnsupportedOperationException("not asked for in these tests");
    }

    @Override
    public void close() {
        // nothing is open
    }

    private static int[] values(byte[] encoded) {
        String text = new String(encoded, StandardCharsets.UTF_8);
        if (!text.matches("(\\d+ ){4}\\d+")) {
            throw failure(DataKind.CORRUPT, "image data", "one that is no image");
        }
        return Stream.of(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    private static DataException failure(DataKind kind, String subject, String found) {
        return new DataException(kind, new Problem(subject, "must be a whole image", found, ""), null);
    }
}
