package org.tl4j.dl4j.training;

/** A layer that oneDNN's training steps do not have. It never leaves this package. */
final class UntranslatableLayerException extends Exception {
    private static final long serialVersionUID = 1L;

    UntranslatableLayerException(String layer, String what) {
        super("layer %s is not computed by oneDNN: %s".formatted(layer, what));
    }
}
