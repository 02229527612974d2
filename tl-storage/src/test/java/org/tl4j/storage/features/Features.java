package org.tl4j.storage.features;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.features.FeatureKey;
import org.tl4j.core.features.FeatureSpace;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.provenance.Digest;

/** Features that are computed from the image by a formula, so that all results can be checked. */
final class Features {
    static final int WIDTH = 16;

    private Features() {}

    static FeatureKey key(String backbone) {
        return new FeatureKey(
                Digest.of(backbone),
                backbone,
                preprocessing(32),
                Boundary.at("avgpool", Pooling.AVERAGE, WIDTH),
                "deeplearning4j 1");
    }

    static Preprocessing preprocessing(int side) {
        return new Preprocessing(
                new ResizeRule.Exact(ImageSize.square(side)),
                ImageSize.square(side),
                ChannelOrder.GREY,
                1 / 255.0,
                List.of(0.5),
                List.of(0.25));
    }

    static Digest image(int number) {
        return Digest.of("image " + number);
    }

    static List<Digest> images(int from, int to) {
        List<Digest> images = new ArrayList<>();
        for (int number = from; number < to; number++) {
            images.add(image(number));
        }
        return images;
    }

    /** The right features of some images. */
    static FeatureBatch of(List<Digest> images) {
        FeatureBatch batch = FeatureBatch.allocate(images.size(), WIDTH);
        for (int row = 0; row < images.size(); row++) {
            batch.row(row).put(of(images.get(row)));
        }
        return batch;
    }

    /** The right features of an image. */
    static float[] of(Digest image) {
        float[] values = new float[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            values[i] = (float) image.leadingBits() + i;
        }
        return values;
    }

    /** Whether a space has the right features of these images; wrong ones are an error. */
    static boolean allThere(FeatureSpace space, List<Digest> images) {
        boolean all = true;
        for (Digest image : images) {
            float[] found = new float[WIDTH];
            boolean there = space.read(image, FloatBuffer.wrap(found));
            if (there && !Arrays.equals(found, of(image))) {
                throw new AssertionError("wrong features of " + image);
            }
            all &= there;
        }
        return all;
    }
}
