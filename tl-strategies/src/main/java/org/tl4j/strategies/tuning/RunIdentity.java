package org.tl4j.strategies.tuning;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.training.TransferTask;

/** What a checkpoint depends on besides the settings. */
public final class RunIdentity {
    private RunIdentity() {}

    /** Weights, boundary, seed and images of {@code task}, by name. */
    public static Map<String, String> of(TransferTask task) {
        return Map.of(
                "backbone weights", task.backbone().spec().weights().hex(),
                "boundary", task.backbone().spec().boundary().vertex(),
                "seed", Long.toString(task.seed()),
                "training images", digest(task.train()),
                "validation images", digest(task.validation()));
    }

    private static String digest(List<Sample> samples) {
        return Digest.of(samples.stream()
                        .map(sample -> sample.digest().hex() + " " + sample.label())
                        .collect(Collectors.joining("\n")))
                .hex();
    }
}
