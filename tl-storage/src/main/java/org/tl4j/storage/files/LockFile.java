package org.tl4j.storage.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file that is held by one at a time, among the threads of all processes. It is empty and stays for good: one that is deleted
 * may already be opened by the next, who would then lock what the one after does not see.
 */
public final class LockFile implements Closeable {
    /**
     * What this process holds, by real path. It belongs to the process since the locks do: POSIX drops a lock when any
     * channel of the process on its file is closed, so none may be opened to find out.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

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
        FileChannel channel = FileChannel.open(real, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean free = false;
        try {
            free = channel.tryLock() != null;
        } finally {
            if (!free) {
                channel.close();
            }
        }
        return free ? Optional.of(new LockFile(real, channel)) : Optional.empty();
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
