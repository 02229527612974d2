package org.tl4j.strategies.inspection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.inspection.InspectedImage;
import org.tl4j.core.inspection.PixelMeasures;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.provenance.Digest;

/** Images and features for the tests of this package. */
final class Inspected {
    private Inspected() {}

    static InspectedImage image(String name, String label) {
        return image(name, label, Optional.empty());
    }

    static InspectedImage image(String name, String label, Optional<Subset> role) {
        return new InspectedImage(
                new Sample(ImageLocation.file(Path.of(name)), label, Digest.of(name), Optional.empty()), role);
    }

    static List<InspectedImage> images(int count, int classes) {
        List<InspectedImage> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(image(i + ".jpg", "c" + i % classes));
        }
        return images;
    }

    static FeatureBatch features(float[][] rows) {
        FeatureBatch batch = FeatureBatch.allocate(rows.length, rows[0].length);
        for (int row = 0; row < rows.length; row++) {
            batch.row(row).put(rows[row]);
        }
        return batch;
    }

    /** Normal values around one centre per class; image i has class i modulo {@code classes}. */
    static float[][] clusters(int count, int classes, int width, double spread, long seed) {
        Random random = new Random(seed);
        float[][] centres = new float[classes][width];
        for (float[] centre : centres) {
            for (int i = 0; i < width; i++) {
                centre[i] = (float) random.nextGaussian();
            }
        }
        float[][] rows = new float[count][width];
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < width; i++) {
                rows[row][i] = (float) (centres[row % classes][i] + spread * random.nextGaussian());
            }
        }
        return rows;
    }

    static PixelMeasures measures(double sharpness, double darkest, double brightest, double contrast) {
        return new PixelMeasures(
                new ImageSize(500, 400), "jpeg", 50_000, sharpness, 0.5, darkest, brightest, contrast, 0.5, 0.5, 0.5);
    }
}
