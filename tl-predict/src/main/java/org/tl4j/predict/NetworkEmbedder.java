package org.tl4j.predict;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.prediction.EmbeddingResult;
import org.tl4j.core.prediction.StagedEmbedder;
import org.tl4j.core.preprocessing.ImageBatch;

/** An embedder of a backbone or a bundle: its rows are features. */
final class NetworkEmbedder implements StagedEmbedder {
    private final Boundary boundary;
    private final ImageNetwork network;

    /** Closes {@code network} at its end. */
    NetworkEmbedder(Boundary boundary, ImageNetwork network) {
        this.boundary = boundary;
        this.network = network;
    }

    /** Features as arrays, one per image. */
    static float[][] rows(FeatureBatch features) {
        float[][] rows = new float[features.rows()][features.width()];
        for (int i = 0; i < rows.length; i++) {
            features.row(i).get(0, rows[i]);
        }
        return rows;
    }

    @Override
    public Boundary boundary() {
        return boundary;
    }

    @Override
    public float[] embed(Path image) {
        return network.row(NamedImage.of(network.reader(), image));
    }

    @Override
    public float[] embed(byte[] encoded) {
        return network.row(NamedImage.of(encoded));
    }

    @Override
    public float[] embed(BufferedImage image) {
        return network.row(NamedImage.of(image));
    }

    @Override
    public List<float[]> embedAll(List<byte[]> encoded) {
        return all(NamedImage.listed(encoded));
    }

    @Override
    public List<float[]> embedImages(List<BufferedImage> images) {
        return all(NamedImage.images(images));
    }

    @Override
    public List<EmbeddingResult> embedEach(List<byte[]> encoded) {
        return each(NamedImage.listed(encoded));
    }

    @Override
    public List<EmbeddingResult> embedEachFile(List<Path> images) {
        return each(NamedImage.files(network.reader(), images));
    }

    @Override
    public ImageBatch prepare(byte[] encoded) {
        return network.prepared(NamedImage.of(encoded));
    }

    @Override
    public List<float[]> compute(ImageBatch images) {
        return List.of(network.computed(images));
    }

    private List<EmbeddingResult> each(List<NamedImage> images) {
        List<EmbeddingResult> results = new ArrayList<>();
        network.each(
                images,
                row -> results.add(row.failure()
                        .<EmbeddingResult>map(EmbeddingResult.Failed::new)
                        .orElseGet(() -> new EmbeddingResult.Embedded(row.orThrow()))));
        return results;
    }

    private List<float[]> all(List<NamedImage> images) {
        List<float[]> rows = new ArrayList<>();
        network.each(images, row -> rows.add(row.orThrow()));
        return rows;
    }

    @Override
    public void close() {
        network.close();
    }
}
