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
 * Which images are in native code at this moment, in a file that the system keeps when the process is killed. Each process
 * has a file of its own in one folder, locked as long as it lives and deleted at its normal end; a file that is not locked
 * is that of a process which died, and its images become suspects. Thread-safe.
 */
final class CrashJournal {
    private static final Logger LOG = LoggerFactory.getLogger(CrashJournal.class);
    private static final String ENDING = ".journal";
    private static final int SLOTS = 512;

    /**
     * The file of this process. Its channel is kept, since a lock is gone when the channel is closed, and an unreachable
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

    /** Looks for what dead processes left in {@code folder}, and begins a journal there if it can be written. */
    static CrashJournal open(Path folder) {
        try {
            Files.createDirectories(folder);
            inheritAll(folder);
            return new CrashJournal(folder, Optional.of(begin(folder)));
        } catch (IOException e) {
            LOG.warn("{} cannot be written ({}), so an image that ends this process will not be known", folder, "" + e);
            return new CrashJournal(folder, Optional.empty());
        }
    }

    /** Makes suspects of what dead processes left in {@code folder}, and deletes their journals. */
    static void inheritAll(Path folder) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (Path file : left) {
                // Of this process: to open it and close it again would give up its lock on POSIX systems.
                if (!file.getFileName().toString().startsWith(ownPrefix())) {
                    inherit(folder, file);
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
        // Written, so that a full disk is an error here and not a fault at the mapped memory.
        ByteBuffer empty = ByteBuffer.allocate(SLOTS * Long.BYTES);
        while (empty.hasRemaining()) {
            channel.write(empty);
        }
        MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_WRITE, 0, empty.capacity());
        map.order(ByteOrder.LITTLE_ENDIAN);
        return new Slots(channel, lock, map);
    }

    /** Names the process for good: its number alone is used again, in containers at every start. */
    private static String ownPrefix() {
        ProcessHandle self = ProcessHandle.current();
        long started = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return self.pid() + "-" + started + "-";
    }

    private static void inherit(Path folder, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            // An empty one is about to be locked.
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
            LOG.debug("{} was ended, or inherited by another process", file, e);
        } catch (OverlappingFileLockException e) {
            LOG.debug("{} belongs to this process", file, e);
        }
    }

    /** The images that were in native code when a process died. */
    Suspects suspects() {
        return Suspects.in(folder);
    }

    /** Notes that an image goes into native code; gives what {@link #leave} takes. */
    Optional<Integer> enter(long key) {
        Optional<Integer> slot = Optional.ofNullable(free.poll());
        slot.ifPresent(place -> slots.ifPresent(own -> own.map().putLong(place * Long.BYTES, key)));
        return slot;
    }

    /** Notes that it has come back. */
    void leave(Optional<Integer> slot) {
        slot.ifPresent(place -> {
            slots.ifPresent(own -> own.map().putLong(place * Long.BYTES, 0));
            free.add(place);
        });
    }
}
