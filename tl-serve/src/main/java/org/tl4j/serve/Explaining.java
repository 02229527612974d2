package org.tl4j.serve;

import java.util.List;
import java.util.Locale;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.prediction.Explanation;
import org.tl4j.core.prediction.HeatMap;
import org.tl4j.core.prediction.HeatMapKind;
import org.tl4j.core.preprocessing.ImagePart;
import org.tl4j.core.preprocessing.ImageSizeReader;

/** Makes the document of the heat maps of an image. Thread-safe. */
final class Explaining {
    private static final int MOST_LABELS = 16;

    private final ImageSizeReader sizes;

    Explaining(ImageSizeReader sizes) {
        this.sizes = sizes;
    }

    /**
     * Heat maps, or why a model has none.
     *
     * @param model its name
     * @param digest the SHA-256 of its file
     * @param kind {@code exact} or {@code linear-approximation}; null without maps
     * @param maps one per label; null where there are none
     * @param visiblePart the part of the picture that the maps cover; null without maps
     * @param unavailable why there are none, or null
     */
    record Document(
            String model,
            String digest,
            String kind,
            List<LabelMap> maps,
            VisiblePart visiblePart,
            String unavailable) {}

    /**
     * One heat map.
     *
     * @param label what the values speak for
     * @param height rows of the grid
     * @param width columns of the grid
     * @param values row-major, in units of logits
     * @param rest what belongs to no position
     */
    @SuppressWarnings("ArrayRecordComponent") // written, never compared
    record LabelMap(String label, int height, int width, double[] values, double rest) {
        static LabelMap of(HeatMap map) {
            return new LabelMap(map.label(), map.height(), map.width(), map.values(), map.rest());
        }
    }

    /**
     * A part of a picture in shares of its sides.
     *
     * @param x the left edge, from 0 to 1
     * @param y the upper edge, from 0 to 1
     * @param width above 0, at most 1
     * @param height above 0, at most 1
     */
    record VisiblePart(double x, double y, double width, double height) {
        static VisiblePart of(ImagePart part) {
            return new VisiblePart(part.left(), part.top(), part.width(), part.height());
        }
    }

    /**
     * The maps of an image.
     *
     * @param asked labels of the model; none for its most probable one
     * @throws DataException with the name of the image, if it cannot be decoded
     * @throws UsageException if the model has no such label
     * @throws org.tl4j.core.error.BundleException if what explains cannot be opened
     */
    Document explain(LoadedModel model, SubmittedImage image, List<String> asked) {
        if (asked.size() > MOST_LABELS) {
            throw RefusedRequestException.badRequest(
                    "labels of a request for heat maps",
                    "must be at most " + MOST_LABELS,
                    Integer.toString(asked.size()),
                    "send several requests");
        }
        try {
            List<String> labels = asked.isEmpty()
                    ? List.of(model.predictor().predict(image.bytes()).best().label())
                    : asked;
            Explanation explanation = model.explainer().explain(image.bytes(), labels);
            return explanation instanceof Explanation.Explained explained
                    ? explained(model, image, explained)
                    : unavailable(model, (Explanation.Unavailable) explanation);
        } catch (DataException e) {
            throw ImageWork.named(image.name(), e);
        }
    }

    private Document explained(LoadedModel model, SubmittedImage image, Explanation.Explained explained) {
        return new Document(
                model.name(),
                model.digest().hex(),
                word(explained.kind()),
                explained.maps().stream().map(LabelMap::of).toList(),
                VisiblePart.of(model.manifest().preprocessing().visiblePart(sizes.size(image.bytes()))),
                null);
    }

    private static String word(HeatMapKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Document unavailable(LoadedModel model, Explanation.Unavailable unavailable) {
        return new Document(model.name(), model.digest().hex(), null, null, null, unavailable.reason());
    }
}
