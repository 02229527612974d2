package org.tl4j.application.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tl4j.core.error.DataException;
import org.tl4j.core.prediction.ScoredLabel;
import org.tl4j.learner.SuggestionReport;
import org.tl4j.learner.SuggestionReport.Suggestion;

/**
 * Images to label next, as JSON.
 *
 * @param considered how many images were looked at, also those that were skipped
 * @param known how many images were left out, since the model was trained or chosen by them
 * @param images the suggested ones, the most useful first
 * @param skipped why images could not be read, one message each
 * @param copiedTo the folder of their copies, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SuggestionDocument(int considered, int known, List<Image> images, List<String> skipped, String copiedTo) {
    private static final int LABELS = 2;

    public SuggestionDocument {
        images = List.copyOf(images);
        skipped = List.copyOf(skipped);
    }

    /**
     * An image to label.
     *
     * @param image the file
     * @param uncertainty from 0 to 1
     * @param predictions the two most probable labels
     */
    public record Image(String image, double uncertainty, List<ScoredLabel> predictions) {
        public Image {
            predictions = List.copyOf(predictions);
        }

        private static Image of(Suggestion suggestion) {
            return new Image(
                    ImagePrediction.shown(suggestion.image()),
                    suggestion.uncertainty(),
                    suggestion.prediction().top(LABELS));
        }
    }

    /**
     * The document of a report.
     *
     * @param unlisted images that could not be read when they were listed
     * @param copiedTo the folder of the copies, if there are copies
     */
    public static SuggestionDocument of(
            SuggestionReport report, List<DataException> unlisted, Optional<Path> copiedTo) {
        return new SuggestionDocument(
                report.considered() + unlisted.size(),
                report.known(),
                report.images().stream().map(Image::of).toList(),
                Stream.concat(unlisted.stream(), report.failures().stream())
                        .map(DataException::getMessage)
                        .toList(),
                copiedTo.map(Path::toString).orElse(null));
    }
}
