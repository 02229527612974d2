package org.tl4j.core.backbone;

import static org.tl4j.core.error.Arguments.required;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;

/**
 * Which backbone, with which weights, up to which layer.
 *
 * @param name of the catalogue
 * @param weights a file to read instead of the catalogue's own
 * @param boundaries vertices or layer groups instead of the entry's default; their features are joined in this order, and
 *     a group means its output. A name that both have is the vertex
 * @param pooling how spatial outputs are pooled; averaged if empty
 * @param inputSize the shorter side of the network's input in pixels, from 1 to 4096, instead of the
 *     entry's own; images are resized in proportion. Not every network accepts another size
 */
public record BackboneRequest(
        String name,
        Optional<Path> weights,
        List<String> boundaries,
        Optional<Pooling> pooling,
        OptionalInt inputSize) {
    private static final int LARGEST_INPUT = 4096;

    /**
     * Checks the size.
     *
     * @throws UsageException if it is out of its range, or something is null
     */
    public BackboneRequest {
        required(name, "name");
        required(weights, "weights");
        boundaries = List.copyOf(required(boundaries, "boundaries"));
        required(pooling, "pooling");
        requireInputSize(required(inputSize, "inputSize"));
    }

    /**
     * Checks that a size can be the input size of a network.
     *
     * @param pixels of its shorter side, if one was chosen
     * @throws UsageException if it is not from 1 to 4096
     */
    public static void requireInputSize(OptionalInt pixels) {
        if (pixels.isPresent() && (pixels.getAsInt() < 1 || pixels.getAsInt() > LARGEST_INPUT)) {
            throw new UsageException(
                    "input-size",
                    "must be from 1 to " + LARGEST_INPUT + " pixels",
                    Integer.toString(pixels.getAsInt()),
                    "");
        }
    }

    /** The catalogue's own weights, up to the default boundary, with images of the default size. */
    public static BackboneRequest of(String name) {
        return new BackboneRequest(name, Optional.empty(), List.of(), Optional.empty(), OptionalInt.empty());
    }

    /**
     * The entry with the input size of this request.
     *
     * @throws UsageException if the network's input cannot have that size
     */
    public BackboneEntry sized(BackboneEntry entry) {
        if (inputSize.isEmpty()) {
            return entry;
        }
        try {
            return entry.withInputSize(inputSize.getAsInt());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new UsageException(
                    new Problem("input-size", "must be one that a network can take", "" + e.getMessage(), ""), e);
        }
    }

    /** The pooling of this request, or that of the entry where its default boundary is used; empty where neither says. */
    public Optional<Pooling> poolingFor(BackboneEntry entry) {
        boolean usual = boundaries.isEmpty() || boundaries.equals(List.of(entry.defaultBoundary()));
        return pooling.or(() -> usual ? entry.defaultPooling() : Optional.empty());
    }

    /** The same with the weights of a file. */
    public BackboneRequest withWeights(Path file) {
        return new BackboneRequest(name, Optional.of(required(file, "weights")), boundaries, pooling, inputSize);
    }

    /** The same up to these vertices or groups. */
    public BackboneRequest upTo(String... names) {
        return new BackboneRequest(name, weights, List.of(required(names, "boundaries")), pooling, inputSize);
    }

    /** The same with this pooling of spatial outputs. */
    public BackboneRequest pooledBy(Pooling choice) {
        return new BackboneRequest(name, weights, boundaries, Optional.of(required(choice, "pooling")), inputSize);
    }

    /** The same with images whose shorter side has this many pixels. */
    public BackboneRequest ofSize(int pixels) {
        return new BackboneRequest(name, weights, boundaries, pooling, OptionalInt.of(pixels));
    }
}
