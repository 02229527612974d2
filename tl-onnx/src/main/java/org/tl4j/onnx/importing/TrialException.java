package org.tl4j.onnx.importing;

/** A model could not be run. The message says what happened, as the end of a sentence. */
final class TrialException extends Exception {
    private static final long serialVersionUID = 1L;

    TrialException(String found) {
        super(found);
    }
}
