package org.tl4j.learner;

import java.nio.FloatBuffer;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.training.HeadFit;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.HeadTrainer;
import org.tl4j.core.training.LabelledFeatures;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.TrainingListener;

/** Takes the class whose mean is nearest: a linear head in closed form. */
final class NearestMeans implements HeadTrainer {
    @Override
    public HeadFit fit(
            LabelledFeatures train,
            LabelledFeatures validation,
            HeadSettings settings,
            long seed,
            TrainingListener listener) {
        return new HeadFit(head(train), 1, new Score(1, 0, validation.features().rows(), false), 1, true);
    }

    @Override
    public HeadFit refit(HeadFit chosen, LabelledFeatures images, HeadSettings settings) {
        return new HeadFit(head(images), chosen.l2Strength(), chosen.score(), 1, true);
    }

    /** Of features up to some hundreds, scaled down so that no probability is exactly 0. */
    private static LinearHead head(LabelledFeatures train) {
        int width = train.features().width();
        int classes = train.classes();
        float[] weights = new float[width * classes];
        float[] biases = new float[classes];
        for (int c = 0; c < classes; c++) {
            double squares = 0;
            for (int f = 0; f < width; f++) {
                double mean = mean(train, c, f);
                weights[f * classes + c] = (float) (mean / 1e4);
                squares += mean * mean;
            }
            biases[c] = (float) (-squares / 2e4);
        }
        return new LinearHead(width, classes, weights, biases);
    }

    private static double mean(LabelledFeatures train, int label, int feature) {
        double sum = 0;
        int count = 0;
        for (int row = 0; row < train.labels().length; row++) {
            if (train.labels()[row] == label) {
                FloatBuffer values = train.features().row(row);
                sum += values.get(feature);
                count++;
            }
        }
        return sum / count;
    }
}
