package org.tl4j.onnx.importing;

import java.util.Optional;
import java.util.stream.IntStream;
import org.tl4j.core.backbone.ReferenceOutput;

/**
 * What a model computes for the fixed picture.
 *
 * @param source with the number of images that it takes without mixing them
 * @param values all features of the picture
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record NetworkFeatures(SourceModel source, float[] values) {
    private static final int FEW = 64;
    private static final int MOST = 1024;

    /** The first features, among them the largest of the first {@value #MOST}; empty where all of these are 0. */
    Optional<ReferenceOutput> reference(String value) {
        int largest = 0;
        for (int i = 0; i < Math.min(values.length, MOST); i++) {
            largest = Math.abs(values[i]) > Math.abs(values[largest]) ? i : largest;
        }
        int count = Math.min(values.length, Math.max(FEW, largest + 1));
        return values[largest] == 0
                ? Optional.empty()
                : Optional.of(new ReferenceOutput(
                        value,
                        IntStream.range(0, count)
                                .mapToObj(i -> Double.parseDouble(Float.toString(values[i])))
                                .toList()));
    }
}
