package org.tl4j.storage.bundle;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.Problem;
import org.tl4j.storage.files.DiskProblem;

/** The bytes of a bundle, by position, in a file or in memory. Not thread-safe. */
interface BundleBytes extends Closeable {
    /** How many there are. */
    long size();

    /**
     * Reads as many bytes as {@code target} has room for.
     *
     * @throws IOException if they are not there, or cannot be read
     */
    void read(long position, ByteBuffer target) throws IOException;

    /** Bytes in memory, which must not change during reading. */
    static BundleBytes of(ByteBuffer bytes) {
        ByteBuffer whole = bytes.slice();
        return new BundleBytes() {
            @Override
            public long size() {
                return whole.limit();
            }

            @Override
            public void read(long position, ByteBuffer target) throws IOException {
                int length = target.remaining();
                if (position + length > whole.limit()) {
                    throw new EOFException("it ends too early");
                }
                target.put(whole.slice((int) position, length));
            }

            @Override
            public void close() {
                // memory belongs to the caller
            }
        };
    }

    /**
     * Bytes of a file.
     *
     * @throws BundleException if there is no file that can be read
     */
    static BundleBytes open(Path file) {
        if (!Files.exists(file)) {
            throw new BundleException(file.toString(), "must be a bundle file", "no such file", "check the path");
        }
        // opening a pipe would wait for somebody to write into it
        if (!Files.isRegularFile(file)) {
            throw new BundleException(
                    file.toString(),
                    "must be a bundle file",
                    "a folder or a device",
                    "name the file that ends in .tlz");
        }
        try {
            return new OfFile(file);
        } catch (IOException e) {
            throw new BundleException(
                    new Problem(file.toString(), "must be readable", DiskProblem.describe(e), "check its permissions"),
                    e);
        }
    }

    /** Read without a channel, since an interrupt would close it. */
    final class OfFile implements BundleBytes {
        private final RandomAccessFile file;
        private final long size;
        private final byte[] chunk = new byte[1 << 16];

        private OfFile(Path path) throws IOException {
            if (!Files.isReadable(path)) {
                throw new AccessDeniedException(path.toString());
            }
            file = new RandomAccessFile(path.toFile(), "r");
            size = file.length();
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public void read(long position, ByteBuffer target) throws IOException {
            file.seek(position);
            while (target.hasRemaining()) {
                int length = file.read(chunk, 0, Math.min(chunk.length, target.remaining()));
                if (length < 0) {
                    throw new EOFException("it ends too early");
                }
                target.put(chunk, 0, length);
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
