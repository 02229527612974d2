package org.tl4j.core.weights;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Where the bytes of one file of weights are. */
public sealed interface WeightsContent {
    /** What to call it in messages. */
    String name();

    /** The file, where it is one on disk; else what holds it. */
    @Override
    String toString();

    /**
     * A file on disk.
     *
     * @param path where it is
     */
    record OnDisk(Path path) implements WeightsContent {
        public OnDisk {
            requireNonNull(path, "path is null");
        }

        @Override
        public String name() {
            return path.toString();
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /**
     * Bytes in memory, of weights that come with this software or that an application has.
     *
     * @param name what the file would be called
     * @param bytes its whole content from position 0 to the limit; not to be changed
     */
    record InMemory(String name, ByteBuffer bytes) implements WeightsContent {
        public InMemory {
            requireNonNull(name, "name is null");
            bytes = bytes.asReadOnlyBuffer();
        }

        /** A view of its own, so that the position of one reader is not that of another. */
        @Override
        public ByteBuffer bytes() {
            return bytes.duplicate();
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
