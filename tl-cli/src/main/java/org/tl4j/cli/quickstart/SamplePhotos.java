package org.tl4j.cli.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.tl4j.core.error.UsageException;
import org.tl4j.storage.files.AtomicFile;

/**
 * Photos of five kinds of garment, for training and for testing.
 *
 * @param entries the encoded photos by name, {@code train/coat/00001.png}, in the order of the names
 */
public record SamplePhotos(Map<String, byte[]> entries) {
    /** The embedded backbone, which has learned from such photos. */
    public static final String BACKBONE = "resnet20-garments";

    private static final String JPEG = "sample.jpg";
    private static final String RESOURCE = "garments.zip";
    private static final String TRAIN = "train";
    private static final String TEST = "test";
    /** The same time in every zip, so that the same choice gives the same bytes. */
    private static final long TIME = 1_577_836_800_000L;

    /** The photos in the jar: 50 per class for training, 100 per class for testing. */
    public static SamplePhotos embedded() {
        try (InputStream in = SamplePhotos.class.getResourceAsStream(RESOURCE);
                ZipInputStream zip = new ZipInputStream(in)) {
            Map<String, byte[]> entries = new TreeMap<>();
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    entries.put(entry.getName(), zip.readAllBytes());
                }
            }
            return new SamplePhotos(entries);
        } catch (IOException e) {
            throw new IllegalStateException("the jar of the command cannot be read", e);
        }
    }

    /** A JPEG of 500 x 375 pixels, the size of a photo from the web. */
    public static byte[] jpeg() {
        try (InputStream in = SamplePhotos.class.getResourceAsStream(JPEG)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("the jar of the command cannot be read", e);
        }
    }

    /**
     * All test photos and a few of the others.
     *
     * @param perClass how many training photos of each class
     * @param seed of the choice
     * @throws UsageException if there are not as many
     */
    public SamplePhotos choose(int perClass, long seed) {
        Map<String, byte[]> chosen = new TreeMap<>();
        byClass(TRAIN).forEach((label, names) -> {
            if (perClass < 1 || perClass > names.size()) {
                throw new UsageException(
                        "--images-per-class", "must be from 1 to " + names.size(), Integer.toString(perClass), "");
            }
            shuffled(names, label, seed).subList(0, perClass).forEach(name -> chosen.put(name, entries.get(name)));
        });
        byClass(TEST).values().forEach(names -> names.forEach(name -> chosen.put(name, entries.get(name))));
        return new SamplePhotos(chosen);
    }

    /** A test photo of each class, by label. */
    public Map<String, byte[]> oneOfEachClass(long seed) {
        Map<String, byte[]> chosen = new TreeMap<>();
        byClass(TEST)
                .forEach((label, names) -> chosen.put(
                        label, entries.get(shuffled(names, label, seed).get(0))));
        return chosen;
    }

    /** Writes them as a zip with the parts train and test. */
    public void writeZip(Path file) {
        AtomicFile.writeReplaceable(file, channel -> {
            // the channel stays open, its owner closes it
            ZipOutputStream zip = new ZipOutputStream(Channels.newOutputStream(channel));
            for (Map.Entry<String, byte[]> photo : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(photo.getKey());
                entry.setTime(TIME);
                zip.putNextEntry(entry);
                zip.write(photo.getValue());
                zip.closeEntry();
            }
            zip.finish();
            zip.flush();
        });
    }

    /** Writes a single photo. */
    public static void write(Path file, byte[] photo) {
        AtomicFile.writeReplaceable(file, channel -> AtomicFile.writeFully(channel, ByteBuffer.wrap(photo)));
    }

    private Map<String, List<String>> byClass(String part) {
        Map<String, List<String>> names = new TreeMap<>();
        for (String name : entries.keySet()) {
            String[] path = name.split("/", -1);
            if (path.length == 3 && path[0].equals(part)) {
                names.computeIfAbsent(path[1], label -> new ArrayList<>()).add(name);
            }
        }
        return names;
    }

    private static List<String> shuffled(List<String> names, String label, long seed) {
        List<String> shuffled = new ArrayList<>(names);
        Collections.shuffle(shuffled, new Random(31 * seed + label.hashCode()));
        return shuffled;
    }
}
