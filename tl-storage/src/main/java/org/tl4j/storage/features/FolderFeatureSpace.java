package org.tl4j.storage.features;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.features.FeatureKey;
import org.tl4j.core.features.FeatureSpace;
import org.tl4j.core.provenance.Digest;
import org.tl4j.storage.files.DiskProblem;

/**
 * One space: an index in memory (about 250 bytes per image) over mapped segments. Thread-safe without locks: segments never
 * change, and an image enters the index after its segment is whole on disk.
 */
final class FolderFeatureSpace implements FeatureSpace {
    private static final Logger LOG = LoggerFactory.getLogger(FolderFeatureSpace.class);

    private final SpaceFolder folder;
    private final FeatureKey key;
    private final Digest keyDigest;
    private final Supplier<Path> newSegment;
    private final LongConsumer afterAdd;
    private final Consumer<EnvironmentException> writeFailure;
    private final Map<Digest, Row> index = new ConcurrentHashMap<>();
    private final MemoryRows inMemory;

    private record Row(Segment segment, int number) {}

    /**
     * An empty view of a space; {@link #load} fills it.
     *
     * @param newSegment creates the folder, which another process may have deleted, and names a new file in it
     * @param inMemory holds the features that cannot be written
     * @param afterAdd receives the number of bytes that were added
     * @param writeFailure receives the reason why features cannot be written; they stay in memory then
     */
    FolderFeatureSpace(
            SpaceFolder folder,
            FeatureKey key,
            Supplier<Path> newSegment,
            MemoryRows inMemory,
            LongConsumer afterAdd,
            Consumer<EnvironmentException> writeFailure) {
        this.folder = folder;
        this.key = key;
        this.keyDigest = key.digest();
        this.newSegment = newSegment;
        this.inMemory = inMemory;
        this.afterAdd = afterAdd;
        this.writeFailure = writeFailure;
    }

    /** Enters all complete segments into the index, and deletes damaged ones. */
    void load() {
        folder.segments().forEach(this::load);
    }

    @Override
    public boolean contains(Digest image) {
        return index.containsKey(image) || inMemory.contains(image);
    }

    /**
     * {@inheritDoc}
     *
     * @param target has room for the features from its position, which moves behind them
     * @throws java.nio.BufferOverflowException if it has not
     */
    @Override
    public boolean read(Digest image, FloatBuffer target) {
        Row row = index.get(image);
        if (row == null) {
            return inMemory.read(image, target);
        }
        if (row.segment().read(row.number(), target)) {
            return true;
        }
        index.remove(image, row);
        LOG.warn("a segment in {} was changed while it was in use; its features are not used", folder.path());
        return false;
    }

    /**
     * {@inheritDoc} Images that are already stored are skipped.
     *
     * @throws IllegalArgumentException if there is not one digest per row, or the rows are not as wide as the boundary
     * @throws EnvironmentException if the disk is full or not writable, and the features do not fit into memory; or the
     *     thread was interrupted
     */
    @Override
    public void add(List<Digest> images, FeatureBatch features) {
        int width = key.boundary().width();
        if (images.size() != features.rows() || features.width() != width) {
            throw new IllegalArgumentException("features must be of shape [%d, %d], found [%d, %d]"
                    .formatted(images.size(), width, features.rows(), features.width()));
        }
        List<Integer> rows = newRows(images);
        if (rows.isEmpty()) {
            return;
        }
        SegmentLayout layout = new SegmentLayout(keyDigest, width, rows.size());
        if (layout.valuesLength() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("features must be added less than 2 GiB at a time, found " + layout);
        }
        SegmentWriter segment = new SegmentWriter(layout, images, rows, features);
        try {
            RetryOnDelete.in(folder.path(), () -> {
                Path file = newSegment.get();
                segment.write(file);
                return load(file);
            });
            afterAdd.accept(layout.fileLength());
        } catch (EnvironmentException e) {
            if (e.getCause() instanceof ClosedByInterruptException) {
                throw e;
            }
            if (!inMemory.add(images, rows, features)) {
                throw tooMany(e);
            }
            writeFailure.accept(e);
        }
    }

    private EnvironmentException tooMany(EnvironmentException cause) {
        Problem problem = cause.problem();
        return new EnvironmentException(
                new Problem(
                        problem.subject(),
                        problem.rule() + ", or all features must fit into memory",
                        problem.found()
                                + ", and more features than the %d MB that a quarter of Java's memory is"
                                        .formatted(inMemory.limit() >> 20),
                        problem.remedy() + "; or give Java more memory (-Xmx)"),
                cause);
    }

    private List<Integer> newRows(List<Digest> images) {
        Set<Digest> seen = new HashSet<>();
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < images.size(); row++) {
            if (!contains(images.get(row)) && seen.add(images.get(row))) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** Whether the segment was complete and is now in the index. */
    private boolean load(Path file) {
        try {
            Segment.Opened opened = Segment.open(file, keyDigest, key.boundary().width());
            switch (opened.state()) {
                case WHOLE -> {
                    enter(opened.segment());
                    return true;
                }
                case DAMAGED -> {
                    LOG.warn("{} is damaged and deleted; its features will be computed again", file);
                    SpaceFolder.delete(file);
                }
                case NEWER -> LOG.info("{} was written by a newer TL4J and is passed over", file);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("{} was deleted by another process", file, e);
        } catch (IOException e) {
            LOG.warn("{} cannot be read, its features will be computed again: {}", file, DiskProblem.describe(e));
        }
        return false;
    }

    private void enter(Segment segment) {
        for (int row = 0; row < segment.images().size(); row++) {
            index.putIfAbsent(segment.images().get(row), new Row(segment, row));
        }
    }
}
