package org.tl4j.storage.weights;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.WeightsException;

/**
 * Keeps other processes, and other threads of this one, from fetching the same file. The lock file stays: who deleted it
 * could delete the one that another has just taken.
 */
final class FetchLock implements Closeable {
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final Path file;
    private final FileChannel channel;

    private FetchLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * The lock of {@code file}, not yet taken.
     *
     * @throws IOException if the lock file cannot be made
     */
    static FetchLock of(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        return new FetchLock(
                file,
                FileChannel.open(
                        folder.resolve(file.getFileName() + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE));
    }

    /**
     * Waits until nobody else fetches the file.
     *
     * @throws WeightsException if the thread is interrupted
     */
    void take() throws IOException {
        try {
            while (!isFree()) {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
        } catch (InterruptedException e) {
            throw interrupted(file.toString(), e);
        }
    }

    static WeightsException interrupted(String subject, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new WeightsException(
                new Problem(subject, "must be fetched without interruption", "an interruption", "start again"), cause);
    }

    /** Closing the channel gives the lock back. */
    private boolean isFree() throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // another thread of this process has it
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
