package org.tl4j.application.runs;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.training.CheckpointStore;
import org.tl4j.storage.Storage;
import org.tl4j.storage.files.DiskProblem;
import org.tl4j.storage.files.LockFile;
import org.tl4j.storage.files.StaleTempFiles;

/**
 * The folder of one run, locked by one run at a time. Other files in it are not touched. Not thread-safe.
 */
public final class RunFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);
    private static final String LOCK = "run.lock";
    private static final String TABLE = "training.csv";
    private static final String CHECKPOINTS = "*.checkpoint";

    private final Path path;
    private final LockFile lock;

    private final boolean made;
    private boolean abandoned;

    private RunFolder(Path path, LockFile lock, boolean made) {
        this.path = path;
        this.lock = lock;
        this.made = made;
    }

    /** The default folder for a bundle: {@code model.run} for {@code model.tlz}. */
    public static Path beside(Path bundle) {
        String name = String.valueOf(bundle.getFileName());
        String stem = name.endsWith(".tlz") ? name.substring(0, name.length() - ".tlz".length()) : name;
        return bundle.resolveSibling(stem + ".run");
    }

    /**
     * Creates the folder if it does not exist, and locks it.
     *
     * @throws UsageException if another run has locked it
     */
    public static RunFolder open(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        boolean made = Files.notExists(path);
        try {
            LockFile lock = LockFile.tryTake(path.resolve(LOCK)).orElseThrow(() -> inUse(path));
            // left by a process that was killed while it wrote
            StaleTempFiles.delete(path, Instant.now());
            return new RunFolder(path, lock, made);
        } catch (IOException e) {
            throw DiskProblem.cannotWrite(path, e);
        }
    }

    private static UsageException inUse(Path path) {
        return new UsageException(
                "run folder " + path, "is for one run at a time", "another at work", "wait, or take another folder");
    }

    /** The path of the folder. */
    public Path path() {
        return path;
    }

    /** The store of the run's checkpoints. */
    public CheckpointStore checkpoints() {
        return Storage.checkpointStore(path);
    }

    /** The file of the table of epochs. */
    public Path trainingCsv() {
        return path.resolve(TABLE);
    }

    /** Whether there is a checkpoint to resume from. */
    public boolean hasCheckpoints() {
        return !matching(CHECKPOINTS).isEmpty();
    }

    /** Whether an interrupted run can be resumed. */
    public boolean holdsInterruptedRun() {
        return hasCheckpoints() && Files.exists(path.resolve(RunFile.NAME));
    }

    /**
     * Checks that starting again would not delete an interrupted run.
     *
     * @param resuming how the caller resumes that run: {@code continue with `...`}
     * @throws UsageException if an interrupted run can be resumed
     */
    public void requireNoInterruptedRun(String resuming) {
        if (holdsInterruptedRun()) {
            throw new UsageException(
                    "run folder " + path,
                    "must hold no run that was interrupted",
                    "checkpoints of one",
                    resuming + ", or delete the folder, or " + CallerTerm.CHOOSE_RUN_FOLDER.words());
        }
    }

    /**
     * Removes the files of an earlier run.
     *
     * @throws UsageException if the file of the table of epochs is another table; then nothing is removed
     */
    public void clear() {
        TrainingCsv.requireOwn(trainingCsv());
        finish();
        delete(TABLE);
    }

    /** Removes the files for resuming; the table of epochs stays. */
    public void finish() {
        // in this order: without checkpoints the request would start from the beginning
        delete(RunFile.NAME);
        delete(CHECKPOINTS);
    }

    /** Removes the files of an ended run that cannot be resumed; {@link #close} then removes the lock as well. */
    public void abandon() {
        abandoned = true;
        clear();
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

    /**
     * Unlocks the folder. The folder of an abandoned run is removed if it was created for the run and is otherwise
     * empty.
     */
    @Override
    public void close() {
        try {
            if (!abandoned) {
                lock.close();
                return;
            }
            lock.discard();
            if (made) {
                Files.deleteIfExists(path);
            }
        } catch (DirectoryNotEmptyException e) {
            LOG.debug("{} stays, since others have put something into it", path, e);
        } catch (IOException e) {
            throw DiskProblem.cannotWrite(path, e);
        }
    }
}
