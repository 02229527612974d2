package org.tl4j.serve;

import static org.tl4j.core.error.Arguments.required;

import java.util.Optional;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.core.provenance.Digest;

/**
 * What came of reloading one model.
 *
 * @param model its name
 * @param digest of the content that is served now
 * @param replaced whether that is another one than before
 * @param failure why the new content is not served; empty where it is, and where there is none
 */
public record ReloadResult(String model, Digest digest, boolean replaced, Optional<Tl4jException> failure) {
    public ReloadResult {
        required(model, "model");
        required(digest, "digest");
        required(failure, "failure");
    }

    static ReloadResult unchanged(String model, Digest digest) {
        return new ReloadResult(model, digest, false, Optional.empty());
    }

    static ReloadResult replaced(String model, Digest digest) {
        return new ReloadResult(model, digest, true, Optional.empty());
    }

    static ReloadResult failed(String model, Digest digest, Tl4jException failure) {
        return new ReloadResult(model, digest, false, Optional.of(failure));
    }
}
