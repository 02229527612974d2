package org.tl4j.learner;

import java.util.List;

/**
 * What a conversion wrote.
 *
 * @param engine that the network is for, {@code deeplearning4j}
 * @param entries the names of the parts that the new bundle holds of the network
 * @param described whether the description in ONNX is new; otherwise the bundle had one already
 */
public record ConversionReport(String engine, List<String> entries, boolean described) {
    public ConversionReport {
        entries = List.copyOf(entries);
    }
}
