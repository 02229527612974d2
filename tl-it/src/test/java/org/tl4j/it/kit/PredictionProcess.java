package org.tl4j.it.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.tl4j.core.prediction.ImageEmbedder;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.predict.BundlePredictors;
import org.tl4j.predict.PredictorSettings;
import org.tl4j.predict.Predictors;

/** An application that only predicts: it names no class of an engine, and none that trains. */
public final class PredictionProcess {
    private PredictionProcess() {}

    /** Prints label and probability of the image that is given second by the bundle that is given first, and its features. */
    public static void main(String[] arguments) {
        Path image = Path.of(arguments[1]);
        Predictors predictors = BundlePredictors.create();
        try (Predictor predictor = predictors.open(
                        ByteBuffer.wrap(Files.readAllBytes(Path.of(arguments[0]))),
                        "model",
                        PredictorSettings.DEFAULT);
                ImageEmbedder embedder = predictors.embedder(Path.of(arguments[0]))) {
            System.out.println(predictor.predict(image).best());
            System.out.println(Arrays.toString(embedder.embed(image)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
