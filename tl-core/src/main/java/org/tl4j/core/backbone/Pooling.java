package org.tl4j.core.backbone;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.core.provenance.WordedChoice;

/**
 * How the positions of a {@link FeatureMap}, or the tokens of a {@link TokenSequence}, become features. A {@link
 * FeatureVector} has neither and is used as it is.
 */
public enum Pooling implements WordedChoice {
    /** Averaged over all positions of a map: one feature per channel. */
    AVERAGE("average"),
    /** The largest value over all positions of a map: one feature per channel. */
    MAX("max"),
    /** The averages of all channels of a map, then their largest values: two features per channel. */
    BOTH("both"),
    /** Kept: one feature per value, in the order of the dimensions. */
    FLATTEN("flatten"),
    /** The first token, which must be the class token: as many features as a token has values. */
    CLS("cls"),
    /**
     * Averaged over the tokens of patches: all tokens, or all but the first if that is likely to be a class token
     * ({@link TokenSequence#hasClassToken}). As many features as a token has values.
     */
    MEAN("mean"),
    /** The first token, then the average of all others: twice as many features as a token has values. */
    CLS_MEAN("cls+mean");

    private static final String SUBJECT = "pooling";

    private final String word;

    Pooling(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    /** Whether this pooling applies to outputs of a shape. */
    public boolean goesWith(FeatureShape shape) {
        // a switch over the sealed type has to wait for Java 21
        if (shape instanceof TokenSequence sequence) {
            return switch (this) {
                case CLS, MEAN, FLATTEN -> true;
                case CLS_MEAN -> sequence.tokens() > 1;
                case AVERAGE, MAX, BOTH -> false;
            };
        }
        return shape instanceof FeatureVector
                || switch (this) {
                    case AVERAGE, MAX, BOTH, FLATTEN -> true;
                    case CLS, MEAN, CLS_MEAN -> false;
                };
    }

    /** All that apply to a shape, the default first. */
    public static List<Pooling> of(FeatureShape shape) {
        List<Pooling> found = new ArrayList<>(List.of(defaultFor(List.of(shape))));
        Arrays.stream(values())
                .filter(pooling -> pooling.goesWith(shape) && !found.contains(pooling))
                .forEach(found::add);
        return List.copyOf(found);
    }

    /** The default for a shape. Tokens are averaged, since not every network has a class token. */
    public static Pooling defaultFor(List<FeatureShape> shapes) {
        return shapes.stream().anyMatch(TokenSequence.class::isInstance) ? MEAN : AVERAGE;
    }

    /**
     * How many features an output becomes.
     *
     * @throws IllegalArgumentException if this pooling does not apply to the shape
     */
    public long width(FeatureShape shape) {
        if (!goesWith(shape)) {
            throw new IllegalArgumentException("pooling " + word + " does not go with " + shape.words());
        }
        if (shape instanceof FeatureVector || this == FLATTEN) {
            return shape.values();
        }
        long each = shape instanceof FeatureMap map ? map.channels() : ((TokenSequence) shape).width();
        return this == BOTH || this == CLS_MEAN ? Math.multiplyExact(2, each) : each;
    }

    /**
     * Checks that this pooling applies to all outputs of a boundary and, unless it is the default, that one of them has
     * positions or tokens.
     *
     * @param names of the outputs
     * @param shapes of the outputs, in the same order
     * @throws UsageException if not; the message lists the poolings that apply
     */
    public void requireFor(List<String> names, List<FeatureShape> shapes) {
        requireFor(names, shapes, Optional.empty());
    }

    /**
     * The same, with a remedy.
     *
     * @param earlier an output nearer to the input that has height and width, for the message
     * @throws UsageException as {@link #requireFor(List, List)}
     */
    public void requireFor(List<String> names, List<FeatureShape> shapes, Optional<String> earlier) {
        for (int i = 0; i < shapes.size(); i++) {
            if (!goesWith(shapes.get(i))) {
                throw new UsageException(
                        SUBJECT,
                        "must go with what the boundary gives: "
                                + of(shapes.get(i)).stream().map(EnumNames::of).collect(Collectors.joining(", ")),
                        word + " for " + names.get(i) + ", " + shapes.get(i).words(),
                        "choose one of these");
            }
        }
        if (this != defaultFor(shapes) && shapes.stream().allMatch(FeatureVector.class::isInstance)) {
            boolean needsTokens = this == CLS || this == MEAN || this == CLS_MEAN;
            throw new UsageException(
                    SUBJECT,
                    "goes with a boundary that has " + (needsTokens ? "tokens" : "height and width"),
                    String.join(", ", names),
                    earlier.filter(output -> !needsTokens)
                            .map(output -> "choose one before it, such as " + output)
                            .orElse("leave the pooling out"));
        }
    }
}
