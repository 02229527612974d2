package org.tl4j.dl4j.hdf5;

/** The values of a tensor are stored in another file. */
public final class TensorElsewhereException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TensorElsewhereException(Throwable cause) {
        super("values of another file", cause);
    }
}
