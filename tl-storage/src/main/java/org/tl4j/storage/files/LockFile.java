package org.tl4j.storage.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock held by one thread of all processes at a time, as an empty file. The holder may delete the file: the next one,
 * which may have opened it already, checks that the file it has locked is still the one that others would open.
 */
public final class LockFile implements Closeable {
    /**
     * The locks of this process, by real path. The set is static because the locks belong to the process: POSIX drops a
     * lock when any channel of the process on its file is closed, so none may be opened to test for it.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private static final int ATTEMPTS = 10;

    private final Path real;
    private final FileChannel channel;

    private LockFile(Path real, FileChannel channel) {
        this.real = real;
        this.channel = channel;
    }

    /**
     * Takes the lock, and creates the file and its folder if they are missing.
     *
     * @return empty if another thread or process holds it
     * @throws IOException if the file cannot be created or locked
     */
    public static Optional<LockFile> tryTake(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        // Files.createDirectories of Java 17 refuses a link to a folder (JDK-8294193)
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        Path real = folder.toRealPath().resolve(file.getFileName());
        if (!HELD.add(real)) {
            return Optional.empty();
        }
        Optional<LockFile> taken = Optional.empty();
        try {
            taken = locked(real);
            return taken;
        } finally {
            if (taken.isEmpty()) {
                HELD.remove(real);
            }
        }
    }

    private static Optional<LockFile> locked(Path real) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<FileIdentity> before = made(real);
            FileChannel channel = FileChannel.open(real, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean held = false;
            try {
                if (channel.tryLock() == null) {
                    return Optional.empty();
                }
                held = before.isPresent() && before.equals(FileIdentity.of(real));
                if (held) {
                    return Optional.of(new LockFile(real, channel));
                }
            } finally {
                if (!held) {
                    channel.close();
                }
            }
        }
        throw new IOException("deleted by others again and again");
    }

    /** Creates the file if it is missing. */
    private static Optional<FileIdentity> made(Path real) throws IOException {
        if (Files.notExists(real)) {
            try {
                Files.createFile(real);
            } catch (FileAlreadyExistsException e) {
                return FileIdentity.of(real); // another was faster
            }
        }
        return FileIdentity.of(real);
    }

    /**
     * Identifies one of several files that had the same name one after the other; only by path if the system has no
     * file keys.
     */
    private record FileIdentity(Optional<Object> key) {
        static Optional<FileIdentity> of(Path file) throws IOException {
            try {
                Object key =
                        Files.readAttributes(file, BasicFileAttributes.class).fileKey();
                return Optional.of(new FileIdentity(Optional.ofNullable(key)));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        }
    }

    /** Deletes the file and releases the lock; for a folder that is no longer used. */
    public void discard() throws IOException {
        if (!channel.isOpen()) {
            return;
        }
        try {
            Files.deleteIfExists(real);
        } finally {
            close();
        }
    }

    /** Releases the lock. */
    @Override
    public void close() throws IOException {
        if (!channel.isOpen()) {
            return; // the next one may hold it already
        }
        try {
            channel.close();
        } finally {
            HELD.remove(real);
        }
    }
}
