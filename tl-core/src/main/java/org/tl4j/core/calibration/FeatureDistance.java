package org.tl4j.core.calibration;

import java.nio.FloatBuffer;
import org.tl4j.core.error.BundleException;

/**
 * The squared Mahalanobis distance of an image to the nearest class (Lee et al. 2018, "A Simple Unified Framework for Detecting
 * Out-of-Distribution Samples"), each class with a covariance of its own: a few directions and one variance for all others.
 * Features count by the square roots of their sizes, scaled to length 1. Immutable and thread-safe.
 */
public final class FeatureDistance {
    private final float[][] means;
    private final float[][][] directions;
    private final float[] scales;

    /** The distance of a model, whose values are copied. */
    public FeatureDistance(FamiliarityModel model) {
        int classes = model.means().shape().get(0);
        int rank = model.directions().shape().get(1);
        FloatBuffer centres = model.means().values().duplicate().rewind();
        FloatBuffer axes = model.directions().values().duplicate().rewind();
        means = new float[classes][model.width()];
        directions = new float[classes][rank][model.width()];
        scales = new float[classes];
        model.scales().values().duplicate().rewind().get(scales);
        for (int k = 0; k < classes; k++) {
            centres.get(means[k]);
            for (float[] direction : directions[k]) {
                axes.get(direction);
            }
        }
    }

    /** Features as distances use them: the roots of their sizes with their signs, of length 1. */
    public static float[] normalised(float[] features) {
        float[] roots = new float[features.length];
        double sum = 0;
        for (int i = 0; i < roots.length; i++) {
            roots[i] = (float) (Math.signum(features[i]) * Math.sqrt(Math.abs(features[i])));
            sum += Math.abs(features[i]);
        }
        float length = (float) Math.max(Math.sqrt(sum), Float.MIN_NORMAL);
        for (int i = 0; i < roots.length; i++) {
            roots[i] /= length;
        }
        return roots;
    }

    /**
     * The distance of an image.
     *
     * @param features as the output layer takes them
     * @throws BundleException if they are not as many as those of the training images
     */
    public double of(float[] features) {
        if (features.length != means[0].length) {
            throw new BundleException(
                    "familiarity of the bundle",
                    "must be of the features of its network, " + features.length,
                    Integer.toString(means[0].length),
                    "train it again");
        }
        float[] image = normalised(features);
        double nearest = Double.MAX_VALUE;
        for (int k = 0; k < means.length; k++) {
            nearest = Math.min(nearest, Math.max(0, toClass(image, k)) * scales[k]);
        }
        return nearest;
    }

    private double toClass(float[] image, int k) {
        float[] difference = new float[image.length];
        double sum = 0;
        for (int i = 0; i < image.length; i++) {
            difference[i] = image[i] - means[k][i];
            sum += difference[i] * difference[i];
        }
        for (float[] direction : directions[k]) {
            double along = 0;
            for (int i = 0; i < image.length; i++) {
                along += difference[i] * direction[i];
            }
            sum -= along * along;
        }
        return sum;
    }
}
