package org.tl4j.predict;

import static org.tl4j.core.error.Arguments.required;

import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tl4j.core.dataset.FileNameText;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.Preprocessing;

/**
 * An image that is read and decoded when it is needed.
 *
 * @param name what an error calls it: its path, or its place among others
 * @param content where its values come from
 */
record NamedImage(String name, Content content) {
    /** Makes the input of a network. */
    @FunctionalInterface
    interface Content {
        /** Fills {@code target}, from its position 0. */
        void prepare(ImagePreprocessor preprocessor, Preprocessing preprocessing, FloatBuffer target);
    }

    private static final String SINGLE = "image";

    /** A file. */
    static NamedImage of(ImageReader reader, Path file) {
        required(file, "image");
        return encoded(FileNameText.of(file), () -> reader.read(ImageLocation.file(file)));
    }

    /** A file, or an entry of a zip. */
    static NamedImage of(ImageReader reader, ImageLocation image) {
        required(image, "image");
        return encoded(image.toString(), () -> reader.read(image));
    }

    /**
     * The bytes of a file.
     *
     * @throws UsageException if there is not a single byte
     */
    static NamedImage of(byte[] encoded) {
        if (required(encoded, "encoded").length == 0) {
            throw new UsageException("encoded", "must be the bytes of an image file", "none", "");
        }
        return encoded(SINGLE, () -> encoded);
    }

    /** An image in memory. */
    static NamedImage of(BufferedImage image) {
        return decoded(SINGLE, required(image, "image"));
    }

    /** Files of a list, none of them null. */
    static List<NamedImage> files(ImageReader reader, List<Path> files) {
        return elements(files, "images").stream().map(file -> of(reader, file)).toList();
    }

    /** Arrays of a list, none of them null; they are called by their place, from 1. */
    static List<NamedImage> listed(List<byte[]> encoded) {
        List<byte[]> all = elements(encoded, "encoded");
        return IntStream.range(0, all.size())
                .mapToObj(i -> encoded(place(i, all), () -> all.get(i)))
                .toList();
    }

    /** Images of a list, none of them null; they are called by their place, from 1. */
    static List<NamedImage> images(List<BufferedImage> images) {
        List<BufferedImage> all = elements(images, "images");
        return IntStream.range(0, all.size())
                .mapToObj(i -> decoded(place(i, all), all.get(i)))
                .toList();
    }

    private static String place(int index, List<?> all) {
        return "image " + (index + 1) + " of " + all.size();
    }

    private static <T> List<T> elements(List<T> list, String argument) {
        required(list, argument);
        IntStream.range(0, list.size()).forEach(i -> required(list.get(i), argument + "[" + i + "]"));
        return List.copyOf(list);
    }

    private static NamedImage encoded(String name, Supplier<byte[]> bytes) {
        return new NamedImage(name, (preprocessor, preprocessing, target) -> {
            byte[] content = bytes.get();
            if (content.length == 0) {
                throw new DataException(
                        DataKind.CORRUPT, new Problem(name, "must be a whole image", "one that is empty", ""), null);
            }
            preprocessor.prepare(content, preprocessing, target);
        });
    }

    private static NamedImage decoded(String name, BufferedImage image) {
        return new NamedImage(
                name, (preprocessor, preprocessing, target) -> preprocessor.prepare(image, preprocessing, target));
    }

    /** The same failure, with this image as its subject. */
    DataException named(DataException failure) {
        Problem problem = failure.problem();
        if (problem.subject().equals(name)) {
            return failure;
        }
        return new DataException(
                failure.kind(), new Problem(name, problem.rule(), problem.found(), problem.remedy()), failure);
    }
}
