package org.tl4j.data.internal.reading;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A readable file that survives the interruption of a thread, which closes a {@link FileChannel} for all threads: the file
 * is opened again, and the thread stays interrupted. Thread-safe; a caller that sets the position and reads must hold the
 * monitor.
 */
final class ReopeningChannel implements SeekableByteChannel {
    private final Path path;
    private final long size;
    private FileChannel channel;
    private long position;
    private boolean closed;

    ReopeningChannel(Path path) throws IOException {
        this.path = path;
        // this call would also close the channel if the thread is interrupted
        this.size = Files.size(path);
        this.channel = open(path);
    }

    private static FileChannel open(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ);
    }

    @Override
    public synchronized int read(ByteBuffer target) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                requireOpen();
                if (!channel.isOpen()) {
                    channel = open(path);
                }
                int before = target.position();
                try {
                    int count = channel.read(target, position);
                    position += Math.max(0, count);
                    return count;
                } catch (ClosedByInterruptException e) {
                    // the interrupt flag is restored below
                    interrupted |= Thread.interrupted();
                    target.position(before);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void requireOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public synchronized long position() throws IOException {
        requireOpen();
        return position;
    }

    @Override
    public synchronized SeekableByteChannel position(long place) throws IOException {
        requireOpen();
        if (place < 0) {
            throw new IOException("the zip points to a place before its beginning");
        }
        position = place;
        return this;
    }

    /** The size of the file when it was first opened. */
    @Override
    public long size() {
        return size;
    }

    @Override
    public synchronized boolean isOpen() {
        return !closed;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        channel.close();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long length) {
        throw new NonWritableChannelException();
    }
}
