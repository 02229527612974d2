package org.tl4j.storage.tensors;

import org.tl4j.core.error.Problem;
import org.tl4j.core.error.WeightsException;

/**
 * Creates the exceptions for files of tensors that are not valid.
 */
final class Refusal {
    private final String file;

    /**
     * @param file what to call it
     */
    Refusal(String file) {
        this.file = file;
    }

    WeightsException of(OtherFormat other) {
        return new WeightsException(file, "must be a safetensors file", other.words(), other.remedy());
    }

    WeightsException because(String rule, Object found) {
        return because(rule, found, null);
    }

    WeightsException because(String rule, Object found, Throwable cause) {
        return new WeightsException(
                new Problem(file, rule, found.toString(), "fetch it again, or convert it to safetensors again"), cause);
    }
}
