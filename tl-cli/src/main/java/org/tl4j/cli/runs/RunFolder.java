package org.tl4j.cli.runs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.tl4j.cli.output.Resumption;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.training.CheckpointStore;
import org.tl4j.storage.Storage;
import org.tl4j.storage.files.DiskProblem;
import org.tl4j.storage.files.Leftovers;

/**
 * The folder of one run, held by one at a time. Other files in it are not touched. Not thread-safe.
 *
 * <p>An empty {@code run.lock} stays in it for good: a file that is deleted may already be opened by the next run, which would
 * then lock what the run after it does not see.
 */
public final class RunFolder implements AutoCloseable {
    private static final String LOCK = "run.lock";
    private static final String TABLE = "training.csv";
    private static final String CHECKPOINTS = "*.checkpoint";

    /**
     * What this process holds, by real path. It belongs to the process since the locks do: POSIX drops a lock when any
     * channel of the process on its file is closed, so none may be opened to find out.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final Path real;
    private final FileChannel channel;

    private RunFolder(Path path, Path real, FileChannel channel) {
        this.path = path;
        this.real = real;
        this.channel = channel;
    }

    /** The usual folder for a bundle: {@code model.run} for {@code model.tlz}. */
    public static Path beside(Path bundle) {
        String name = String.valueOf(bundle.getFileName());
        String stem = name.endsWith(".tlz") ? name.substring(0, name.length() - ".tlz".length()) : name;
        return bundle.resolveSibling(stem + ".run");
    }

    /**
     * Makes the folder if it is not there, and holds it.
     *
     * @throws UsageException if another run holds it
     */
    public static RunFolder open(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        try {
            // Files.createDirectories of Java 17 refuses a link to a folder (JDK-8294193)
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path);
            }
            Path real = path.toRealPath();
            if (!HELD.add(real)) {
                throw inUse(path);
            }
            FileChannel channel;
            try {
                channel = lock(path);
            } catch (IOException | RuntimeException e) {
                HELD.remove(real);
                throw e;
            }
            // a process that was killed while it wrote
            Leftovers.delete(path, Instant.now());
            return new RunFolder(path, real, channel);
        } catch (IOException e) {
            throw DiskProblem.cannotWrite(path, e);
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw inUse(path);
        }
        return channel;
    }

    private static UsageException inUse(Path path) {
        return new UsageException(
                "run folder " + path, "is for one run at a time", "another at work", "wait, or take another folder");
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Keeps the checkpoints of the run. */
    public CheckpointStore checkpoints() {
        return Storage.checkpointStore(path);
    }

    /** Where the table of epochs is. */
    public Path trainingCsv() {
        return path.resolve(TABLE);
    }

    /** Whether something is there to go on with. */
    public boolean hasCheckpoints() {
        return !matching(CHECKPOINTS).isEmpty();
    }

    /**
     * Checks that nothing would be lost by starting anew.
     *
     * @throws UsageException if an interrupted run could still go on
     */
    public void requireNoInterruptedRun() {
        if (hasCheckpoints() && Files.exists(path.resolve(RunFile.NAME))) {
            throw new UsageException(
                    "run folder " + path,
                    "must hold no run that was interrupted",
                    "checkpoints of one",
                    "go on with " + Resumption.command(path)
                            + ", or delete the folder, or choose another by --run-folder");
        }
    }

    /**
     * Removes what an earlier run has left.
     *
     * @throws UsageException if another table is in the place of that of epochs; then nothing is removed
     */
    public void clear() {
        TrainingCsv.requireOwn(trainingCsv());
        finish();
        delete(TABLE);
    }

    /** Removes what was for going on; the table of epochs stays. */
    public void finish() {
        // in this order: without checkpoints, what was asked for would be done from the start
        delete(RunFile.NAME);
        delete(CHECKPOINTS);
    }

    private void delete(String pattern) {
        for (Path file : matching(pattern)) {
            try {
                Files.delete(file);
            } catch (IOException e) {
                throw DiskProblem.cannotWrite(file, e);
            }
        }
    }

    private List<Path> matching(String pattern) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, pattern)) {
            List<Path> found = new ArrayList<>();
            files.forEach(found::add);
            found.removeIf(file -> !Files.isRegularFile(file));
            return found;
        } catch (IOException e) {
            throw DiskProblem.cannotWrite(path, e);
        }
    }

    /** Lets the folder go. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw DiskProblem.cannotWrite(path, e);
        } finally {
            HELD.remove(real);
        }
    }
}
