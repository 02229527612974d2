package org.tl4j.dl4j.hdf5;

/** An attribute is not one string. */
public final class NotTextException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotTextException() {
        super("an attribute that is not one string");
    }
}
