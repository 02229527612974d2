package org.tl4j.dl4j.onnx;

/** A part of a graph that cannot be written exactly. */
final class RefusedPart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param vertex its name
     * @param part what it is
     * @param property what of it cannot be written; empty where its kind is not known
     */
    RefusedPart(String vertex, Object part, String property) {
        super("layer " + vertex + " of type " + part.getClass().getSimpleName()
                + (property.isEmpty() ? "" : " with " + property));
    }
}
