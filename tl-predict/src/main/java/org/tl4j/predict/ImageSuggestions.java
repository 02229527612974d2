package org.tl4j.predict;

import static org.tl4j.core.error.Arguments.required;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.prediction.EmbeddingResult;
import org.tl4j.core.prediction.ImageEmbedder;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.PredictionResult;
import org.tl4j.core.prediction.ScoredLabel;
import org.tl4j.core.provenance.Digest;

/**
 * Suggests which images to label next: those that a model is uncertain of and that are unlike one another. One after the other,
 * the image is taken whose uncertainty times its cosine distance to the images taken so far is largest (uncertainty sampling,
 * Lewis and Gale 1994; distance as in k-centre, Sener and Savarese 2018). All images are predicted; of the most uncertain
 * ones, some hundreds, features are computed, and no more than these are in memory. Deterministic and thread-safe.
 */
public final class ImageSuggestions {
    /** Candidates whose features are compared, at least. */
    private static final int CANDIDATES = 1000;

    private static final int CANDIDATES_PER_IMAGE = 10;

    /** Added to uncertainties, so that distances decide among images of which the model is entirely certain. */
    private static final double SMALLEST = 1e-6;

    /** The largest cosine distance. */
    private static final double FURTHEST = 2;

    private final Predictors predictors;

    /** Suggests by models that {@code predictors} opens. */
    public ImageSuggestions(Predictors predictors) {
        this.predictors = required(predictors, "predictors");
    }

    /**
     * Suggests images.
     *
     * @param bundle the model
     * @param images files without labels
     * @param count how many are wanted, at least 1; fewer are suggested where there are not so many
     * @param known images to leave out, by the digests of their files
     * @throws UsageException if {@code count} is below 1
     * @throws org.tl4j.core.error.BundleException if the model cannot be read
     */
    public SuggestionResult suggest(Path bundle, List<Path> images, int count, Set<Digest> known) {
        requireAny(count);
        List<Path> unknown = required(images, "images").stream()
                .filter(image -> !isKnown(image, known))
                .toList();
        SuggestionResult result = suggest(network(bundle), unknown, count);
        return new SuggestionResult(
                result.images(), result.considered(), images.size() - unknown.size(), result.failures());
    }

    /** The network of a bundle as a model. */
    public SuggestionModel network(Path bundle) {
        return new NetworkSuggestionModel(predictors, required(bundle, "bundle"));
    }

    /**
     * Suggests images, all of which are unknown to the model.
     *
     * @param model what is predicted of them, and their features
     * @param images files without labels
     * @param count how many are wanted, at least 1; fewer are suggested where there are not so many
     * @throws UsageException if {@code count} is below 1
     */
    public SuggestionResult suggest(SuggestionModel model, List<Path> images, int count) {
        requireAny(count);
        List<DataException> failures = new ArrayList<>();
        List<SuggestedImage> candidates = candidates(
                required(model, "model"),
                required(images, "images"),
                Math.max(CANDIDATES, (long) count * CANDIDATES_PER_IMAGE),
                failures);
        // it adds to the failures, so it comes before they are copied
        List<SuggestedImage> suggested = unlikeOneAnother(model, candidates, count, failures);
        return new SuggestionResult(suggested, images.size(), 0, failures);
    }

    private static void requireAny(int count) {
        if (count < 1) {
            throw new UsageException("count", "must be at least 1", "" + count, "");
        }
    }

    private static boolean isKnown(Path image, Set<Digest> known) {
        if (known.isEmpty()) {
            return false;
        }
        try {
            return known.contains(Digest.ofFile(image));
        } catch (IOException unreadable) {
            // the predictor reports it, with its kind
            return false;
        }
    }

    /** The most uncertain images, the most uncertain first. */
    private List<SuggestedImage> candidates(
            SuggestionModel model, List<Path> images, long most, List<DataException> failures) {
        // equal ones in the order of the images
        Comparator<Ranked> order = Comparator.comparingDouble(
                        (Ranked ranked) -> ranked.image().uncertainty())
                .thenComparing(Comparator.comparingInt(Ranked::index).reversed());
        PriorityQueue<Ranked> best = new PriorityQueue<>(order);
        int[] next = {0};
        model.predict(images, result -> {
            int index = next[0]++;
            if (result instanceof PredictionResult.Failed failed) {
                failures.add(failed.failure());
                return;
            }
            Prediction prediction = result.orThrow();
            best.add(new Ranked(index, new SuggestedImage(images.get(index), prediction, uncertainty(prediction))));
            if (best.size() > most) {
                best.remove();
            }
        });
        return best.stream().sorted(order.reversed()).map(Ranked::image).toList();
    }

    private record Ranked(int index, SuggestedImage image) {}

    private List<SuggestedImage> unlikeOneAnother(
            SuggestionModel model, List<SuggestedImage> ranked, int count, List<DataException> failures) {
        if (ranked.isEmpty()) {
            return List.of();
        }
        List<EmbeddingResult> results =
                model.features(ranked.stream().map(SuggestedImage::image).toList());
        List<SuggestedImage> candidates = new ArrayList<>();
        List<float[]> features = new ArrayList<>();
        for (int i = 0; i < ranked.size(); i++) {
            // a file may be gone since it was predicted
            if (results.get(i) instanceof EmbeddingResult.Failed failed) {
                failures.add(failed.failure());
            } else {
                candidates.add(ranked.get(i));
                features.add(results.get(i).orThrow());
            }
        }
        double[] distances = new double[candidates.size()];
        Arrays.fill(distances, FURTHEST);
        boolean[] taken = new boolean[distances.length];
        List<SuggestedImage> suggested = new ArrayList<>();
        while (suggested.size() < Math.min(count, distances.length)) {
            int best = -1;
            for (int i = 0; i < distances.length; i++) {
                if (!taken[i] && (best < 0 || weight(candidates, distances, i) > weight(candidates, distances, best))) {
                    best = i;
                }
            }
            taken[best] = true;
            suggested.add(candidates.get(best));
            for (int i = 0; i < distances.length; i++) {
                if (!taken[i]) {
                    double cosine = ImageEmbedder.cosineSimilarity(features.get(best), features.get(i));
                    distances[i] = Math.min(distances[i], 1 - cosine);
                }
            }
        }
        return suggested;
    }

    private static double weight(List<SuggestedImage> candidates, double[] distances, int index) {
        return (candidates.get(index).uncertainty() + SMALLEST) * distances[index];
    }

    private static double uncertainty(Prediction prediction) {
        if (prediction.mode() == LabelMode.MULTI_LABEL) {
            return prediction.ranking().stream()
                    .mapToDouble(label -> 1 - Math.abs(2 * label.probability() - 1))
                    .max()
                    .orElse(0);
        }
        List<ScoredLabel> two = prediction.top(2);
        return two.size() < 2 ? 0 : 1 - (two.get(0).probability() - two.get(1).probability());
    }
}
