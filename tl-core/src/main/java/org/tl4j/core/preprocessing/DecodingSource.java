package org.tl4j.core.preprocessing;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tl4j.core.concurrent.LookAhead;

/** The batches of one run of a pipeline, in two buffers. Used by one thread and the workers that decode for it. */
final class DecodingSource<T, F> implements LookAhead.Source<DecodingSource.Rows<T, F>> {
    private static final int BUFFERS = 2;

    private final List<T> images;
    private final ImageLoader<T, F> loader;
    private final PipelineSettings settings;
    private final List<ImageBatch> buffers = new ArrayList<>();

    DecodingSource(List<T> images, ImageLoader<T, F> loader, PipelineSettings settings) {
        this.images = images;
        this.loader = loader;
        this.settings = settings;
    }

    /**
     * A batch that is being decoded.
     *
     * @param failures one per row, empty where there is none; each is set by the worker that decodes the row
     */
    record Rows<T, F>(List<T> images, ImageBatch values, List<Optional<F>> failures) {
        DecodedBatch<T, F> decoded() {
            Map<Integer, F> byRow = new TreeMap<>();
            for (int row = 0; row < failures.size(); row++) {
                int failed = row;
                failures.get(row).ifPresent(failure -> byRow.put(failed, failure));
            }
            return new DecodedBatch<>(images, values, byRow);
        }
    }

    @Override
    public Rows<T, F> open(int number) {
        int from = number * settings.batchSize();
        List<T> batch = images.subList(from, Math.min(images.size(), from + settings.batchSize()));
        return new Rows<>(
                batch,
                buffer(number).first(batch.size()),
                new ArrayList<>(Collections.nCopies(batch.size(), Optional.empty())));
    }

    /** The first batch is the largest, and there is no second buffer where there is no second batch. */
    private ImageBatch buffer(int number) {
        int index = number % BUFFERS;
        if (index == buffers.size()) {
            int size = Math.min(settings.batchSize(), images.size() - number * settings.batchSize());
            buffers.add(ImageBatch.allocate(size, settings.preprocessing()));
        }
        return buffers.get(index);
    }

    @Override
    public int items(Rows<T, F> batch) {
        return batch.images().size();
    }

    @Override
    public void load(Rows<T, F> batch, int row) {
        FloatBuffer target = batch.values().image(row);
        Optional<F> failure = loader.load(batch.images().get(row), target);
        if (failure.isPresent()) {
            clear(target);
        }
        batch.failures().set(row, failure);
    }

    /** Clears the row: a network that receives the batch may reject the values of half an image. */
    private static void clear(FloatBuffer values) {
        values.clear();
        for (int i = 0; i < values.limit(); i++) {
            values.put(i, 0);
        }
    }
}
