package org.tl4j.storage.features;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.features.FeatureKey;
import org.tl4j.storage.files.AtomicFile;
import org.tl4j.storage.files.DiskProblem;

/**
 * The folder of one space: {@code key.txt}, which describes what the features depend on, {@code used}, whose time is
 * that of the last use, and the segments. Other processes may add to it and delete it at any time. Thread-safe.
 *
 * @param path where it is, whether or not it exists
 */
record SpaceFolder(Path path) {
    private static final Logger LOG = LoggerFactory.getLogger(SpaceFolder.class);

    private static final String KEY = "key.txt";
    private static final String USED = "used";
    private static final String SEGMENT_END = ".features";
    private static final Pattern SEGMENT = Pattern.compile("[0-9a-f-]{36}" + Pattern.quote(SEGMENT_END));
    private static final Pattern FOLDER = Pattern.compile("[0-9a-f]{16}-[A-Za-z0-9._-]{1,40}");

    /** The folder of a key. */
    static SpaceFolder of(Path store, FeatureKey key) {
        String name = key.architecture().replaceAll("[^A-Za-z0-9._-]", "_");
        String readable = name.isEmpty() ? "backbone" : name.substring(0, Math.min(40, name.length()));
        return new SpaceFolder(store.resolve(key.digest().hex().substring(0, 16) + "-" + readable));
    }

    /** All spaces of a store, in the order of their names; links to folders are ignored. */
    static List<SpaceFolder> all(Path store) {
        return list(store).stream()
                .filter(path -> FOLDER.matcher(name(path)).matches())
                .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                .map(SpaceFolder::new)
                .toList();
    }

    /** Makes this the space of {@code key}; segments of another key are detected when they are opened. */
    void claim(FeatureKey key) {
        claim(key, AtomicFile::writeReplaceable);
    }

    /** As {@link #claim(FeatureKey)}, writing through {@code writer}. */
    void claim(FeatureKey key, BiConsumer<Path, String> writer) {
        String expected = describe(key);
        if (!content(KEY).equals(Optional.of(expected))) {
            settle(KEY, expected, writer);
        }
    }

    /** Records that the space is in use. */
    void touch(Instant now) {
        Path used = path.resolve(USED);
        try {
            Files.setLastModifiedTime(used, FileTime.from(now));
        } catch (NoSuchFileException e) {
            settle(USED, "", AtomicFile::writeReplaceable);
            touchExisting(used, now);
        } catch (IOException e) {
            LOG.warn("{} cannot be touched: its features may be thrown away too early", used, e);
        }
    }

    /** When the space was last used. */
    Instant lastUsed() {
        try {
            Path used = path.resolve(USED);
            return Files.getLastModifiedTime(Files.exists(used) ? used : path).toInstant();
        } catch (IOException e) {
            LOG.debug("{} was deleted meanwhile, or cannot be read", path, e);
            return Instant.EPOCH;
        }
    }

    /** A path for a new segment that no other process chooses. */
    Path newSegment() {
        return path.resolve(UUID.randomUUID() + SEGMENT_END);
    }

    /** The segments, in the order of their names. */
    List<Path> segments() {
        return list(path).stream()
                .filter(file -> SEGMENT.matcher(name(file)).matches())
                .toList();
    }

    /** The size of this space on disk, in bytes. */
    long bytes() {
        return list(path).stream()
                .filter(SpaceFolder::isOurs)
                .mapToLong(SpaceFolder::length)
                .sum();
    }

    /** Deletes the files of this software, and the folder if it is empty then. */
    void delete() {
        list(path).stream().filter(SpaceFolder::isOurs).forEach(SpaceFolder::delete);
        if (list(path).isEmpty()) {
            delete(path);
        } else {
            LOG.warn("{} is kept: it holds files that could not be deleted or are not ours", path);
        }
    }

    /** Deletes a file, or keeps it if another process uses it, as Windows does with mapped ones. */
    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} could not be deleted: {}", file, DiskProblem.describe(e));
        }
    }

    /** Deletes a file and returns how many bytes that freed: 0 if it is in use, as a mapped one on Windows, or gone. */
    static long free(Path file) {
        long length = length(file);
        try {
            return Files.deleteIfExists(file) ? length : 0;
        } catch (IOException e) {
            LOG.debug("{} could not be deleted", file, e);
            return 0;
        }
    }

    /** When a file was written; far in the future if it is gone. */
    static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            LOG.debug("{} was deleted meanwhile", file, e);
            return Instant.MAX;
        }
    }

    /** Writes a file; if another process writes the same file at the same time, its file is used. */
    private void settle(String name, String text, BiConsumer<Path, String> writer) {
        try {
            writer.accept(path.resolve(name), text);
        } catch (EnvironmentException e) {
            if (!content(name).equals(Optional.of(text))) {
                throw e;
            }
            LOG.debug("{} was written by another process at once", name, e);
        }
    }

    private static void touchExisting(Path used, Instant now) {
        try {
            Files.setLastModifiedTime(used, FileTime.from(now));
        } catch (IOException e) {
            LOG.debug("{} was deleted meanwhile", used, e);
        }
    }

    private Optional<String> content(String name) {
        try {
            return Optional.of(Files.readString(path.resolve(name)));
        } catch (IOException e) {
            LOG.debug("{} has no readable {}", path, name, e);
            return Optional.empty();
        }
    }

    private static String describe(FeatureKey key) {
        String text = "TL4J features, format " + SegmentLayout.VERSION + "\nkey " + key.digest() + "\n" + key.text();
        // a lone surrogate cannot be written; the compared text must equal the text on disk
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static boolean isOurs(Path file) {
        String name = name(file);
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && (name.equals(KEY)
                        || name.equals(USED)
                        || SEGMENT.matcher(name).matches()
                        || AtomicFile.isLeftover(file));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            LOG.debug("{} was deleted meanwhile", file, e);
            return 0;
        }
    }

    private static List<Path> list(Path folder) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(files::add);
        } catch (NoSuchFileException e) {
            LOG.debug("{} is not there", folder, e);
        } catch (IOException e) {
            throw DiskProblem.cannotRead(folder, e);
        } catch (DirectoryIteratorException e) {
            throw DiskProblem.cannotRead(folder, e.getCause());
        }
        Collections.sort(files);
        return files;
    }
}
