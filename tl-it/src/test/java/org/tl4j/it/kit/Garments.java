package org.tl4j.it.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.tl4j.cli.Main;

/**
 * The sample images of the command: five classes of garments, 50 training and 100 test images each.
 *
 * @param train file contents by class
 * @param test likewise
 */
public record Garments(Map<String, List<byte[]>> train, Map<String, List<byte[]>> test) {
    private static final String RESOURCE = "quickstart/garments.zip";

    /** Reads them from the class path. */
    public static Garments read() {
        Map<String, List<byte[]>> train = new TreeMap<>();
        Map<String, List<byte[]>> test = new TreeMap<>();
        try (InputStream resource = Main.class.getResourceAsStream(RESOURCE);
                ZipInputStream zip = new ZipInputStream(resource)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String[] names = entry.getName().split("/", -1);
                if (names.length == 3 && names[2].endsWith(".png")) {
                    Map<String, List<byte[]>> part = names[0].equals("train") ? train : test;
                    part.computeIfAbsent(names[1], label -> new ArrayList<>()).add(zip.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Garments(train, test);
    }

    /** Other {@code count} training images of each class for another {@code seed}. */
    public Map<String, List<byte[]>> draw(int count, long seed) {
        Map<String, List<byte[]>> drawn = new TreeMap<>();
        train.forEach((label, images) -> {
            List<byte[]> shuffled = new ArrayList<>(images);
            Collections.shuffle(shuffled, new Random(seed));
            drawn.put(label, shuffled.subList(0, count));
        });
        return drawn;
    }

    /** Writes {@code count} images per class below {@code train} and as many others below {@code val} of {@code folder}. */
    public void writeParts(int count, long seed, Path folder) {
        draw(2 * count, seed).forEach((label, images) -> {
            write(Map.of(label, images.subList(0, count)), folder.resolve("train"));
            write(Map.of(label, images.subList(count, 2 * count)), folder.resolve("val"));
        });
    }

    /** Writes a folder a class below {@code folder}, and gives {@code folder}. */
    public static Path write(Map<String, List<byte[]>> images, Path folder) {
        images.forEach((label, contents) -> {
            for (int i = 0; i < contents.size(); i++) {
                write(contents.get(i), folder.resolve(label).resolve(i + ".png"));
            }
        });
        return folder;
    }

    /** The bytes of one file that was written. */
    public static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes one file and the folders on its way, and gives {@code file}. */
    public static Path write(byte[] content, Path file) {
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
