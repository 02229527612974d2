package org.tl4j.strategies.tuning;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.core.training.StrategySettings;
import org.tl4j.core.training.TransferTask;

/** Everything that a checkpoint depends on. */
public final class RunIdentity {
    private RunIdentity() {}

    /** Settings, weights, preprocessing, boundary, runtime, seed and images, by name. */
    public static Map<String, String> of(TransferTask task, StrategySettings settings) {
        Map<String, String> identity = new TreeMap<>(settings.byKey());
        identity.put("backbone weights", task.backbone().spec().weights().hex());
        identity.put("preprocessing", task.backbone().spec().preprocessing().toString());
        identity.put("boundary", task.backbone().spec().boundary().names());
        identity.put("pooling", EnumNames.of(task.backbone().spec().boundary().pooling()));
        identity.put("runtime", task.backbone().spec().runtime());
        identity.put("seed", Long.toString(task.context().seed()));
        identity.put("training images", digest(task.train()));
        identity.put("validation images", digest(task.validation()));
        return identity;
    }

    private static String text(Annotation annotation) {
        return annotation.mode() == LabelMode.SINGLE_LABEL ? annotation.label() : annotation.toString();
    }

    private static String digest(List<Sample> samples) {
        return Digest.of(samples.stream()
                        .map(sample -> sample.digest().hex() + " " + text(sample.annotation()))
                        .collect(Collectors.joining("\n")))
                .hex();
    }
}
