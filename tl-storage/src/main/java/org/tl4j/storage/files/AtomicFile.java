package org.tl4j.storage.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.error.EnvironmentException;

/**
 * Writes a file beside its place and moves it there, so that a reader, or a run after a crash, finds the old content or the
 * whole new one. Missing folders are created. A process that is killed leaves at most a file whose name
 * {@link #isLeftover} recognises. Stateless and thread-safe.
 */
public final class AtomicFile {
    private static final Logger LOG = LoggerFactory.getLogger(AtomicFile.class);
    private static final Pattern LEFTOVER = Pattern.compile("\\.tl4j-[0-9a-f-]{36}\\.tmp");

    private static final int ATTEMPTS = 10;

    private AtomicFile() {}

    /** Writes the content of a file to an open channel. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything to {@code channel}, which can be read as well and which the caller closes. */
        void writeTo(FileChannel channel) throws IOException;
    }

    /**
     * Writes a file that must survive a power failure: it is on the disk before it is moved.
     *
     * @throws EnvironmentException if it cannot be written: no room, no permission, a folder in its place. Unchecked
     *     exceptions of {@code content} pass through. In both cases no file is left behind
     */
    public static void write(Path file, Content content) {
        write(file, content, true);
    }

    /**
     * Writes a file that can be made again and whose reader checks it: as {@link #write(Path, Content)}, but without
     * waiting for the disk, which takes about ten milliseconds per file on rotating disks.
     *
     * @throws EnvironmentException as {@link #write(Path, Content)}
     */
    public static void writeReplaceable(Path file, Content content) {
        write(file, content, false);
    }

    /**
     * Writes a short text in UTF-8, as {@link #writeReplaceable}.
     *
     * @throws EnvironmentException as {@link #write(Path, Content)}
     */
    public static void writeReplaceable(Path file, String text) {
        writeReplaceable(file, channel -> writeFully(channel, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }

    /** Whether a file is an unfinished one of a killed process, judged only by its name. */
    public static boolean isLeftover(Path file) {
        Path name = file.getFileName();
        return name != null && LEFTOVER.matcher(name.toString()).matches();
    }

    /** Writes all that remains of {@code bytes}, since a channel may take less at a time. */
    public static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void write(Path file, Content content, boolean durable) {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new EnvironmentException(
                    file.toString(),
                    "must be a place for a file",
                    "a folder",
                    "add a file name or choose another place");
        }
        Path beside = folder.resolve(".tl4j-" + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel = create(folder, beside)) {
                content.writeTo(channel);
                if (durable) {
                    channel.force(true);
                }
            }
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw DiskProblem.cannotWrite(file, e);
        } finally {
            discard(beside);
        }
        if (durable) {
            forceFolder(folder);
        }
    }

    /** Creates the folder and the file, and tries again if another process deletes the empty folder in between. */
    private static FileChannel create(Path folder, Path file) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                // Files.createDirectories of Java 17 refuses a link to a folder (JDK-8294193)
                if (!Files.isDirectory(folder)) {
                    Files.createDirectories(folder);
                }
                return FileChannel.open(
                        file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
            } catch (NoSuchFileException | FileAlreadyExistsException e) {
                // createDirectories throws the second if a folder vanishes between its two checks
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.debug("{} was deleted meanwhile", folder, e);
            }
        }
    }

    private static void discard(Path beside) {
        try {
            Files.deleteIfExists(beside);
        } catch (IOException e) {
            LOG.warn("{} could not be deleted and may be deleted by hand", beside, e);
        }
    }

    /** Makes the move itself survive a power failure, if the system lets a folder be opened: Windows does not. */
    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.debug("{} cannot be forced to the disk", folder, e);
        }
    }
}
