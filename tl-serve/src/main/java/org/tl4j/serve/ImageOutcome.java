package org.tl4j.serve;

import java.util.Optional;
import org.tl4j.core.error.Tl4jException;

/**
 * What came of one image of a request: a result, or why there is none.
 *
 * @param image what the request calls it
 * @param result empty where there is a failure
 * @param failure empty where there is a result
 * @param <R> what is computed of an image
 */
record ImageOutcome<R>(String image, Optional<R> result, Optional<Tl4jException> failure) {
    static <R> ImageOutcome<R> of(String image, R result) {
        return new ImageOutcome<>(image, Optional.of(result), Optional.empty());
    }

    static <R> ImageOutcome<R> failed(String image, Tl4jException failure) {
        return new ImageOutcome<>(image, Optional.empty(), Optional.of(failure));
    }
}
