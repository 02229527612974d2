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
 * A file that is held by one at a time, among the threads of all processes. It is empty. Who holds it may delete it: the next
 * one, who may have opened it already, looks whether what it has locked is still what others would open.
 */
public final class LockFile implements Closeable {
    /**
     * What this process holds, by real path. It belongs to the process since the locks do: POSIX drops a lock when any
     * channel of the process on its file is closed, so none may be opened to find out.
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
     * Takes it, and makes it and its folder where they are missing.
     *
     * @return empty if another holds it
     * @throws IOException if it cannot be made or locked
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

    /** Makes the file if it is missing. */
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

    /** Which of the files that had a name one after the other; by the path alone where the system has no keys of files. */
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

    /** Deletes the file and lets it go; for a folder that is not used any more. */
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

    /** Lets it go. */
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
