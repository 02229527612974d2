package org.tl4j.data.internal.imaging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records which images native code is decoding, in a file that survives the death of the process. Each process
 * has its own file in one folder, locked while the process lives and deleted at its normal end. A file that is not locked
 * belongs to a process that died, and its images become suspects. Thread-safe.
 */
final class CrashJournal {
    private static final Logger LOG = LoggerFactory.getLogger(CrashJournal.class);
    private static final String ENDING = ".journal";
    private static final int SLOTS = 512;

    /**
     * The file of this process. Its channel is kept, because closing the channel releases the lock, and an unreachable
     * channel is closed by the garbage collector.
     */
    private record Slots(FileChannel channel, FileLock lock, MappedByteBuffer map) {}

    private final Path folder;
    private final Optional<Slots> slots;
    private final ConcurrentLinkedQueue<Integer> free = new ConcurrentLinkedQueue<>();

    private CrashJournal(Path folder, Optional<Slots> slots) {
        this.folder = folder;
        this.slots = slots;
        for (int i = 0; i < SLOTS; i++) {
            free.add(i);
        }
    }

    /** Collects the journals of dead processes in {@code folder}, and begins a new one there if it can be written. */
    static CrashJournal open(Path folder) {
        try {
            Files.createDirectories(folder);
            collectAll(folder);
            return new CrashJournal(folder, Optional.of(begin(folder)));
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be written ({}), so an image that crashes this process will not be recorded",
                    folder,
                    "" + e);
            return new CrashJournal(folder, Optional.empty());
        }
    }

    /** Turns the images in the journals of dead processes into suspects, and deletes these journals. */
    static void collectAll(Path folder) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (Path file : left) {
                // A file of this process: opening and closing it would release its lock on POSIX systems.
                if (!file.getFileName().toString().startsWith(ownPrefix())) {
                    collect(folder, file);
                }
            }
        }
    }

    @SuppressWarnings("resource") // locked until the process ends
    private static Slots begin(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, ownPrefix(), ENDING);
        file.toFile().deleteOnExit();
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = channel.lock();
        // The file is filled now, so that a full disk is an error here and not a fault when mapped memory is used.
        ByteBuffer empty = ByteBuffer.allocate(SLOTS * Long.BYTES);
        while (empty.hasRemaining()) {
            channel.write(empty);
        }
        MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_WRITE, 0, empty.capacity());
        map.order(ByteOrder.LITTLE_ENDIAN);
        return new Slots(channel, lock, map);
    }

    /** Identifies the process uniquely: a process id alone is used again, in containers at every start. */
    private static String ownPrefix() {
        ProcessHandle self = ProcessHandle.current();
        long started = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return self.pid() + "-" + started + "-";
    }

    private static void collect(Path folder, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            // The owner of an empty file is about to lock it.
            if (lock == null || channel.size() == 0) {
                return;
            }
            ByteBuffer keys = ByteBuffer.allocate(SLOTS * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            int count = 0;
            while (count >= 0 && keys.hasRemaining()) {
                count = channel.read(keys);
            }
            keys.flip();
            while (keys.remaining() >= Long.BYTES) {
                long key = keys.getLong();
                if (key != 0) {
                    Suspects.in(folder).add(key);
                }
            }
            Files.deleteIfExists(file);
        } catch (NoSuchFileException e) {
            LOG.debug("{} was deleted, or taken over by another process", file, e);
        } catch (OverlappingFileLockException e) {
            LOG.debug("{} belongs to this process", file, e);
        }
    }

    /** The images that were in native code when a process died. */
    Suspects suspects() {
        return Suspects.in(folder);
    }

    /** Records that native code starts to decode an image; returns the argument of {@link #leave}. */
    Optional<Integer> enter(long key) {
        Optional<Integer> slot = Optional.ofNullable(free.poll());
        slot.ifPresent(place -> slots.ifPresent(own -> own.map().putLong(place * Long.BYTES, key)));
        return slot;
    }

    /** Records that native code has returned. */
    void leave(Optional<Integer> slot) {
        slot.ifPresent(place -> {
            slots.ifPresent(own -> own.map().putLong(place * Long.BYTES, 0));
            free.add(place);
        });
    }
}
