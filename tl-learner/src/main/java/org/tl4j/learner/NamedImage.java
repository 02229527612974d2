package org.tl4j.learner;

import static org.tl4j.core.error.Arguments.required;

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

/**
 * An image whose bytes are read when they are needed.
 *
 * @param name what an error calls it: its path, or its place among others
 * @param bytes reads them
 */
record NamedImage(String name, Supplier<byte[]> bytes) {
    /** A file. */
    static NamedImage of(ImageReader reader, Path file) {
        return new NamedImage(FileNameText.of(file), () -> reader.read(ImageLocation.file(file)));
    }

    /** Files of a list, none of them null. */
    static List<NamedImage> files(ImageReader reader, List<Path> files) {
        return elements(files, "images").stream().map(file -> of(reader, file)).toList();
    }

    /** Arrays of a list, none of them null; they are called by their place, from 1. */
    static List<NamedImage> listed(List<byte[]> encoded) {
        List<byte[]> all = elements(encoded, "encoded");
        return IntStream.range(0, all.size())
                .mapToObj(i -> new NamedImage("image " + (i + 1) + " of " + all.size(), () -> all.get(i)))
                .toList();
    }

    private static <T> List<T> elements(List<T> list, String argument) {
        required(list, argument);
        IntStream.range(0, list.size()).forEach(i -> required(list.get(i), argument + "[" + i + "]"));
        return List.copyOf(list);
    }

    /**
     * The bytes of the image file.
     *
     * @throws DataException if they cannot be read, or there are none
     */
    byte[] read() {
        byte[] content = bytes.get();
        if (content.length == 0) {
            throw new DataException(
                    DataKind.CORRUPT, new Problem(name, "must be a whole image", "one that is empty", ""), null);
        }
        return content;
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
