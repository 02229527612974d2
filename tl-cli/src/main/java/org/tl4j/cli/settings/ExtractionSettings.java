package org.tl4j.cli.settings;

import java.util.List;
import org.tl4j.core.dataset.SplitSettings;
import org.tl4j.core.training.HeadSettings;

/**
 * The settings of feature extraction.
 *
 * @param head how the new layer is fitted
 * @param split how the images are parted
 */
public record ExtractionSettings(HeadSettings head, SplitSettings split) {
    /** The file of the defaults. */
    public static final String FILE = "feature-extraction.yaml";

    /** The keys of {@value #FILE}. */
    public static final Schema<ExtractionSettings> SCHEMA = new Schema<>(
            List.of(
                    new Key("l2-strengths", Kind.NUMBERS),
                    new Key("folds", Kind.INTEGER),
                    new Key("class-weights", Kind.FLAG),
                    new Key("maximum-iterations", Kind.INTEGER),
                    new Key("tolerance", Kind.NUMBER),
                    new Key("validation-fraction", Kind.NUMBER),
                    new Key("seed", Kind.LONG)),
            values -> new ExtractionSettings(
                    new HeadSettings(
                            values.numbers("l2-strengths"),
                            values.integer("folds"),
                            values.flag("class-weights"),
                            values.integer("maximum-iterations"),
                            values.number("tolerance")),
                    new SplitSettings(values.number("validation-fraction"), values.whole("seed"))));
}
